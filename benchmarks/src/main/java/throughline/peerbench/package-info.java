/**
 * What others do with the same work: exchange-core with one flow of orders beside risk and book, and the usual ledger
 * of SQL functions beside the booking; alternating rounds in one run. The bench verb's command calls it. It never
 * measures a part of the firm with a check left out, and nothing of it runs in an office.
 */
package throughline.peerbench;
