/**
 * The rigs of an office's start: they make a firm with millions of records by running its machines over journals in
 * files, then measure how long the real office takes to be ready on it, and how fast it replays. The bench verb calls
 * it. It is never part of an office and forges no record.
 */
package throughline.restartbench;
