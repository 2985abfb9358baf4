/**
 * The firm's reports and its clients' papers: balance sheet, profit and loss, account statements, contract notes,
 * client statements, commissions; each as figures, as a table and as a page that prints.
 * Called by {@code throughline.ledgerdesk}, which reads the books for it and answers with what it makes; what the
 * state's numbers are called is asked by the desks.
 * It never reads a database, a file or a clock, decides nothing, and never adds amounts of two currencies.
 */
package throughline.report;
