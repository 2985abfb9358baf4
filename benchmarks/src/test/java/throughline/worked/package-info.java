/**
 * The page {@code back-office/LEDGER.md} played through the three offices in one thread, line by line.
 * Run by its own test alone. It never calls the ledger: it asks the offices as people do, and reads the back journal.
 */
package throughline.worked;
