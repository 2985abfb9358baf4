/**
 * {@code ./firm export}: the whole ledger of the books as plain-text accounting for hledger, or as CSV, with names in
 * place of ids.
 * The launcher runs its main, beside a running firm or without one; nothing else calls it.
 * It never changes a row, never computes a balance, and keeps no more of the ledger in memory than its accounts.
 */
package throughline.export;
