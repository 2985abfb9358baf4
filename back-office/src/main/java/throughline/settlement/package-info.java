/**
 * What is owed to and by the street and its clients, and its settlement: obligations, instructions, confirmations, and
 * the money of accounts. Called by {@code trade}, {@code close} and {@code back}. It never reads a clock or a file when
 * it decides, and settles nothing that was not confirmed.
 */
package throughline.settlement;
