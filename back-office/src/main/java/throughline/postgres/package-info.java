/**
 * A PostgreSQL of the firm's own: unpacked from the class path, started, kept up and stopped under the data directory,
 * and the way to the books whether the firm is up or down.
 * Called by {@code throughline.ledgerdesk}, {@code throughline.operations}, {@code throughline.export} and the
 * proofs, which get a {@code throughline.books.Database} from it.
 * It never reads or writes a row, and imports no {@code java.sql}.
 */
package throughline.postgres;
