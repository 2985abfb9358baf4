/**
 * From a cleared trade to its entries: what it posts, what its order is charged, and what a bust or a correction takes
 * back. Called by {@code throughline.back} alone. It never settles anything, and has no clock and no I/O.
 */
package throughline.trade;
