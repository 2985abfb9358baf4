/**
 * Rehearsal: what would have been decided otherwise, had other limits stood, and what a hypothetical order or price
 * would do to each limit. The risk desk asks; a past span is led through machines of its own, beside live trading, and
 * an order is tried on the desk's state. It writes no record, decides nothing, and shares nothing with the office's
 * agent.
 */
package throughline.rehearsal;
