package throughline.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.TickTableDefinedEncoder;
import throughline.message.TickTableStatedEncoder;
import throughline.state.StateHash;
import throughline.state.Values;

class TickTablesTest {
    private final TickTables tables = new TickTables();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);

    @Test
    void eachRowHoldsFromItsPriceOn() {
        define(7, 0, 1, 100, 5, 1_000, 10);
        assertEquals(1, tables.tickE8(7, 99, 3));
        assertEquals(5, tables.tickE8(7, 100, 3));
        assertEquals(5, tables.tickE8(7, 999, 3));
        assertEquals(10, tables.tickE8(7, Long.MAX_VALUE, 3));
        assertTrue(tables.isKnown(7));
        assertEquals(8, tables.end());
    }

    @Test
    void whereNoTableSaysItTheInstrumentDoes() {
        define(2, 100, 5);
        assertEquals(3, tables.tickE8(0, 100, 3));
        assertEquals(3, tables.tickE8(1, 100, 3));
        assertEquals(3, tables.tickE8(65_535, 100, 3));
        assertEquals(3, tables.tickE8(2, 99, 3));
        assertFalse(tables.isKnown(1));
    }

    @Test
    void aTableIsReplacedWhole() {
        define(1, 0, 1, 100, 5);
        define(1, 0, 2);
        assertEquals(2, tables.tickE8(1, 100, 3));
    }

    @Test
    void whatIsSavedIsLoadedAndWhatIsEncodedIsTakenUp() {
        define(1, 0, 1);
        define(9, 0, 2, 100, 5);
        TickTables loaded = new TickTables();
        loaded.state(record(begin(new TickTableDefinedEncoder()), 3, 0, 8));
        Values.copy(tables, loaded);
        assertEquals(StateHash.of(tables), StateHash.of(loaded));
        assertFalse(loaded.isKnown(3));

        TickTableStatedEncoder stated = new TickTableStatedEncoder();
        buffer.putShort(0, (short) stated.sbeBlockLength());
        buffer.putShort(2, (short) stated.sbeTemplateId());
        tables.encode(9, stated.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH));
        TickTables restated = new TickTables();
        restated.state(new JournalRecord().wrap(buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + stated.encodedLength()));
        assertEquals(2, restated.tickE8(9, 99, 3));
        assertEquals(5, restated.tickE8(9, 100, 3));
    }

    private void define(int table, long... rows) {
        tables.state(record(begin(new TickTableDefinedEncoder()), table, rows));
    }

    private TickTableDefinedEncoder begin(TickTableDefinedEncoder encoder) {
        buffer.putShort(0, (short) encoder.sbeBlockLength());
        buffer.putShort(2, (short) encoder.sbeTemplateId());
        return encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
    }

    private JournalRecord record(TickTableDefinedEncoder encoder, int table, long... rows) {
        TickTableDefinedEncoder.TicksEncoder ticks = encoder.tickTable(table).ticksCount(rows.length / 2);
        for (int i = 0; i < rows.length; i += 2) {
            ticks.next().fromPriceE8(rows[i]).tickE8(rows[i + 1]);
        }
        return new JournalRecord().wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }
}
