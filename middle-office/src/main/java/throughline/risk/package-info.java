/**
 * Risk: the middle office's state machine, which judges every order by the controls and keeps every limit,
 * position, hold and trading state. The office's agent and desk drive it; the desk also reads its parts. It never reads
 * a clock, a file or a thread, and allocates nothing between an order and its verdict.
 */
package throughline.risk;
