/**
 * The back office's state machine: which record is whose to decide and to apply, and what an entry changes beside the
 * ledger. Called by {@code throughline.operations} and by whoever replays the back journal. It never does I/O, and
 * leaves each decision to the part whose it is.
 */
package throughline.back;
