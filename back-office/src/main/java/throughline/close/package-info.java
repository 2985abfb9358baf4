/**
 * The business days: opening, and the close with marks, accruals, sweep, proofs and seal; then people's reopening and
 * sign-off. Called by {@code throughline.back} alone; {@code operations} reads how the days stand. It never settles at
 * the street, and has no clock and no I/O.
 */
package throughline.close;
