/**
 * Rehearsal: what would have been decided otherwise, had other limits stood. The risk desk asks; a past span is led
 * through machines of its own, beside live trading. It writes no record, decides nothing, and shares nothing with the
 * office's agent.
 */
package throughline.rehearsal;
