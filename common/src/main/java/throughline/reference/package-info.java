/**
 * Instruments, accounts, users and their rights: look-ups that each office rebuilds from records. Every state machine
 * and desk may read them; only an office's apply changes them. Nothing here decides, reads a file or asks another
 * office.
 */
package throughline.reference;
