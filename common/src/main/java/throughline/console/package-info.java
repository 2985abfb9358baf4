/**
 * The verbs of {@code ./firm} that need no office's classes: up, down, status, logs, play, demo, close, journal, user.
 * Only the launcher calls it, and it speaks to the offices as anyone may: over HTTP, by signals, by reading journals.
 * It never decides, never writes a journal, and puts results alone on stdout, progress and complaints on stderr.
 */
package throughline.console;
