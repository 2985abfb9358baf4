/**
 * The ledger over REST: the books' keeper and what is read of them, reports and papers, fee tables and re-billing,
 * movements and entries that one person proposes and another approves, and the exceptions.
 * Called by {@code throughline.operations}, which gives it the desk's server and runs its agents.
 * It never decides what is booked: it puts drafts on the ring, and shows what the state and the books say.
 */
package throughline.ledgerdesk;
