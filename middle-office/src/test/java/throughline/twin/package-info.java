/**
 * The naive twin of the risk checker: every control and every exposure written down a second time, from their
 * definition, in decimals and maps, sharing no code with the machine. Called by its own tests and by the random run
 * that compares it with the real office, record by record. It is never fast and never clever.
 */
package throughline.twin;
