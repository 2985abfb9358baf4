/**
 * The verbs of {@code ./firm} that need no office's classes: those that start, stop, watch and close a firm, and those
 * that send it orders, prices and people.
 * Only the launcher calls it, and it speaks to the offices as anyone may: over HTTP, by signals, by reading journals.
 * It never decides, never writes a journal, and puts results alone on stdout, progress and complaints on stderr.
 */
package throughline.console;
