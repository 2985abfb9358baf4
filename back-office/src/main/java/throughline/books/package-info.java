/**
 * The bookkeeper: follows the back journal and writes its entries, balances and its own position into PostgreSQL,
 * proves them against the journal, reads them back for desk and export, and can write them anew from nothing.
 * Called by {@code throughline.ledgerdesk}, which runs the bookkeeper on a thread of its own and shows its status.
 * It never decides anything, computes an amount or reads a clock, and nothing outside it imports {@code java.sql}.
 */
package throughline.books;
