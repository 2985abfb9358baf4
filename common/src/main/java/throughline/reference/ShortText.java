package throughline.reference;

import org.agrona.DirectBuffer;
import throughline.state.Table;

/**
 * ASCII texts of at most {@link #MAX_LENGTH} characters kept in a row itself, so that ever new ones make nothing grow.
 * Stateless, for any thread.
 */
final class ShortText {
    static final int MAX_LENGTH = 32;
    /** How many columns of a row such a text takes. */
    static final int COLUMNS = MAX_LENGTH / Long.BYTES;

    private ShortText() {
    }

    /** Puts a text into a row, from this column on. */
    static void put(Table rows, int row, int first, DirectBuffer buffer, int offset, int length) {
        for (int column = 0; column < COLUMNS; column++) {
            long characters = 0;
            for (int i = Math.min(length, (column + 1) * Long.BYTES) - 1; i >= column * Long.BYTES; i--) {
                characters = characters << Byte.SIZE | buffer.getByte(offset + i);
            }
            rows.set(row, first + column, characters);
        }
    }

    /** The text in a row from this column on; allocates. */
    static String get(Table rows, int row, int first) {
        StringBuilder text = new StringBuilder(MAX_LENGTH);
        for (int column = 0; column < COLUMNS; column++) {
            for (long rest = rows.get(row, first + column); rest != 0; rest >>>= Byte.SIZE) {
                text.append((char) (rest & 0x7F));
            }
        }
        return text.toString();
    }
}
