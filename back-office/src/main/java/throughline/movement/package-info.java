/**
 * What two people let happen to money and securities beside trading: movements, FX deals, borrowings, loans, accruals
 * and entries by hand with their reversals. Called by {@code throughline.back} alone, which asks it for its deeds and
 * tells it of entries. It never books what one person asks for, and has no clock and no I/O.
 */
package throughline.movement;
