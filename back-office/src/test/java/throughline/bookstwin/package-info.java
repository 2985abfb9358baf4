/**
 * The naive twin of the back office's books: every posting made a second time from the accountant's rules, in decimals,
 * maps and lists of objects, sharing no code with the office. Called by its own tests, which drive the office and the
 * twin with the same random events and compare each ledger account. It is never fast and never clever.
 */
package throughline.bookstwin;
