/**
 * Double entry in money and in securities: what an entry is, the running balances, and the chain of hashes over
 * all entries.
 * The back office's state machine calls it to book, the bookkeeper to check what was booked.
 * It never does I/O, reads a clock or rounds an amount that has not just arisen.
 */
package throughline.ledger;
