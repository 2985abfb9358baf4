package throughline.ledger;

import throughline.message.Capacity;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The accounts that are open, each with its running debits and credits, in minor units or in the instrument's quantity
 * scale, and with the count of its postings. An account's id is given in order of opening, from 1; it is never closed.
 * One thread.
 */
public final class LedgerAccounts implements State {
    private static final int CHART = 0;
    private static final int UNIT = 1;
    private static final int BOOK = 2;
    private static final int PARTY = 3;
    private static final int INSTRUMENT = 4;
    private static final int CAPACITY = 5;
    private static final int DEBITS = 6;
    private static final int CREDITS = 7;
    private static final int VERSION = 8;
    private static final int COLUMNS = 9;
    private static final int FIRST_SLOTS = 1 << 12;

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private final LedgerAccountOpenedDecoder decoder = new LedgerAccountOpenedDecoder();
    private int[] slots = new int[FIRST_SLOTS];

    /** Takes up a {@code LedgerAccountOpened}. */
    void open(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (decoder.ledgerAccountId() != count() + 1) {
            throw new IllegalStateException("ledger account " + decoder.ledgerAccountId() + " follows " + count());
        }
        int row = rows.add();
        rows.set(row, CHART, decoder.chartNumber());
        rows.set(row, UNIT, decoder.unit());
        rows.set(row, BOOK, decoder.accountId());
        rows.set(row, PARTY, decoder.partyId());
        rows.set(row, INSTRUMENT, decoder.instrumentId());
        rows.set(row, CAPACITY, decoder.capacityRaw());
        index(row + 1);
    }

    private void index(int id) {
        if (2 * count() > slots.length) {
            slots = new int[slots.length * 2];
            for (int other = 1; other < id; other++) {
                slots[freeSlot(other)] = other;
            }
        }
        slots[freeSlot(id)] = id;
    }

    private int freeSlot(int id) {
        int mask = slots.length - 1;
        int slot = hash(chart(id), unit(id), book(id), party(id), instrument(id), capacity(id).value()) & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static int hash(int chart, int unit, int book, int party, int instrument, int capacity) {
        int hash = chart * 31 + unit;
        hash = hash * 31 + book;
        hash = hash * 31 + party;
        hash = hash * 31 + instrument;
        hash = (hash * 31 + capacity) * 0x9E3779B1;
        return hash ^ hash >>> 15;
    }

    /** Id of an account; 0: none is open. */
    public int find(Chart chart, int unit, int book, int party, int instrument, Capacity capacity) {
        int mask = slots.length - 1;
        int slot = hash(chart.number(), unit, book, party, instrument, capacity.value()) & mask;
        while (slots[slot] != 0) {
            int id = slots[slot];
            if (chart(id) == chart.number() && unit(id) == unit && book(id) == book && party(id) == party
                && instrument(id) == instrument && capacity(id) == capacity) {
                return id;
            }
            slot = slot + 1 & mask;
        }
        return 0;
    }

    /** Takes up what stands after a posting. */
    void posted(int id, long debits, long credits) {
        rows.set(id - 1, DEBITS, debits);
        rows.set(id - 1, CREDITS, credits);
        rows.increase(id - 1, VERSION, 1);
    }

    /** How many are open; their ids are 1 to this. */
    public int count() {
        return rows.end();
    }

    /** Its number in the chart. */
    public int chart(int id) {
        return (int) rows.get(id - 1, CHART);
    }

    /** What it counts: a currency's ISO 4217 number, or an instrument's id. */
    public int unit(int id) {
        return (int) rows.get(id - 1, UNIT);
    }

    /** Trading account whose book it belongs to; 0: none. */
    public int book(int id) {
        return (int) rows.get(id - 1, BOOK);
    }

    /** Client, CCP, bank or custodian; 0: none. */
    public int party(int id) {
        return (int) rows.get(id - 1, PARTY);
    }

    /** Instrument of a money account kept by instrument; 0: none. */
    public int instrument(int id) {
        return (int) rows.get(id - 1, INSTRUMENT);
    }

    /** For whom: the firm or its clients. */
    public Capacity capacity(int id) {
        return Capacity.get((short) rows.get(id - 1, CAPACITY));
    }

    /** Sum of its debits. */
    public long debits(int id) {
        return rows.get(id - 1, DEBITS);
    }

    /** Sum of its credits. */
    public long credits(int id) {
        return rows.get(id - 1, CREDITS);
    }

    /** Its postings so far. */
    public long version(int id) {
        return rows.get(id - 1, VERSION);
    }

    /** Debits less credits; 0 for id 0. */
    public long balance(int id) {
        return id == 0 ? 0 : debits(id) - credits(id);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        slots = new int[Math.max(FIRST_SLOTS, Integer.highestOneBit(Math.max(1, count())) << 2)];
        for (int id = 1; id <= count(); id++) {
            slots[freeSlot(id)] = id;
        }
    }
}
