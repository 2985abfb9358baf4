/**
 * What all parts of the back office's state machine share: reference data, people, calendar, the ledger, and what could
 * not be booked. Called by {@code trade}, {@code settlement}, {@code movement}, {@code close} and {@code back}, which
 * decide and apply. It never books anything by itself, and has no clock and no I/O.
 */
package throughline.firm;
