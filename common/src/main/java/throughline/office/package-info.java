/**
 * What makes a process an office: steps over a deterministic state machine, rings for commands and replies, recovery
 * from the journal and snapshots, deadlines, and deciding again. Each office's main and the small world drive it. It
 * knows no order, limit or account, and nothing of Chronicle, HTTP or SQL.
 */
package throughline.office;
