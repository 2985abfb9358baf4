package throughline.ledger;

import org.agrona.collections.Long2LongHashMap;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What the firm's own books hold, lot by lot, the oldest first; with average cost all of a position is one lot. A lot
 * keeps its total cost in minor units, or its total proceeds when it is short, never a cost per share: a part relieves
 * its share, rounded half up, and the last part takes the remainder. A trade of the open day can be taken out again:
 * the position is then what it would be had the trade never been. One thread.
 */
public final class Lots implements State {
    private static final int BOOK = 0;
    private static final int INSTRUMENT = 1;
    private static final int HELD = 2;
    private static final int VALUE = 3;
    private static final int OLDEST = 4;
    private static final int YOUNGEST = 5;
    private static final int POSITION_COLUMNS = 6;
    private static final int QUANTITY = 0;
    private static final int COST = 1;
    private static final int NEXT = 2;
    private static final int LOT_COLUMNS = 3;

    private final Table positions = new Table(POSITION_COLUMNS, 1 << 10);
    private final Table lots = new Table(LOT_COLUMNS, 1 << 12);
    private final Long2LongHashMap positionByKey = new Long2LongHashMap(Table.NONE);
    private final DayTrades day = new DayTrades();
    private final Effect effect = new Effect();
    private Lots scratch;

    /** What a trade does to a position; reused from one to the next. */
    public static final class Effect {
        private long relieved;
        private long closingValue;
        private long openingValue;

        /** Cost (of a sale) or proceeds (of a purchase that covers) of the lots that end, in minor units. */
        public long relieved() {
            return relieved;
        }

        /** Part of the trade's value that closes what was held the other way. */
        public long closingValue() {
            return closingValue;
        }

        /** Part of the trade's value that opens or adds: the remainder. */
        public long openingValue() {
            return openingValue;
        }
    }

    /**
     * Foresees a trade. It may close what is held, go through zero and open the other way.
     *
     * @param quantity + bought, - sold
     * @param valueMinor of all of it, positive
     */
    public Effect foresee(int book, int instrument, long quantity, long valueMinor) {
        int position = position(book, instrument);
        long held = position == Table.NONE ? 0 : positions.get(position, HELD);
        long closing = closing(held, quantity);
        effect.closingValue = closing == 0 ? 0 : share(valueMinor, closing, Math.abs(quantity));
        effect.openingValue = valueMinor - effect.closingValue;
        effect.relieved = 0;
        int lot = closing == 0 ? Table.NONE : (int) positions.get(position, OLDEST);
        for (long left = closing; left > 0;) {
            long size = Math.abs(lots.get(lot, QUANTITY));
            long part = Math.min(left, size);
            effect.relieved = Math.addExact(effect.relieved, share(lots.get(lot, COST), part, size));
            left -= part;
            lot = (int) lots.get(lot, NEXT);
        }
        return effect;
    }

    /** How much of a trade closes what is held the other way; 0 or more. */
    private static long closing(long held, long quantity) {
        return Long.signum(held) * Long.signum(quantity) < 0 ? Math.min(Math.abs(held), Math.abs(quantity)) : 0;
    }

    private static long share(long total, long part, long whole) {
        return part == whole ? total : Money.product(total, part, whole, false);
    }

    /** Makes a trade or an opening holding, as foreseen; its entry is how it is known as long as the day is open. */
    void trade(long entryId, int book, int instrument, boolean average, long quantity, long valueMinor) {
        int position = position(book, instrument);
        if (position == Table.NONE) {
            position = add(book, instrument);
        }
        if (day.isFirst(position)) {
            for (int lot = oldest(position); lot != Table.NONE; lot = (int) lots.get(lot, NEXT)) {
                day.keep(position, lots.get(lot, QUANTITY), lots.get(lot, COST));
            }
        }
        day.add(entryId, position, quantity, valueMinor);
        move(position, average, quantity, valueMinor);
    }

    private int add(int book, int instrument) {
        int position = positions.add();
        positions.set(position, BOOK, book);
        positions.set(position, INSTRUMENT, instrument);
        positions.set(position, OLDEST, Table.NONE);
        positions.set(position, YOUNGEST, Table.NONE);
        positionByKey.put(key(book, instrument), position);
        return position;
    }

    private int oldest(int position) {
        return (int) positions.get(position, OLDEST);
    }

    void move(int position, boolean average, long quantity, long valueMinor) {
        Effect done = foresee((int) positions.get(position, BOOK), (int) positions.get(position, INSTRUMENT), quantity,
            valueMinor);
        long closing = closing(positions.get(position, HELD), quantity);
        for (long left = closing; left > 0;) {
            left -= relieve(position, left);
        }
        positions.increase(position, VALUE, -done.relieved);
        positions.increase(position, HELD, quantity);
        long opening = Math.abs(quantity) - closing;
        if (opening > 0) {
            open(position, average, Long.signum(quantity) * opening, done.openingValue);
        }
    }

    private long relieve(int position, long wanted) {
        int lot = (int) positions.get(position, OLDEST);
        long quantity = lots.get(lot, QUANTITY);
        long part = Math.min(wanted, Math.abs(quantity));
        if (part == Math.abs(quantity)) {
            positions.set(position, OLDEST, lots.get(lot, NEXT));
            if (lots.get(lot, NEXT) == Table.NONE) {
                positions.set(position, YOUNGEST, Table.NONE);
            }
            lots.remove(lot);
            return part;
        }
        lots.increase(lot, COST, -share(lots.get(lot, COST), part, Math.abs(quantity)));
        lots.increase(lot, QUANTITY, -Long.signum(quantity) * part);
        return part;
    }

    private void open(int position, boolean average, long quantity, long valueMinor) {
        positions.increase(position, VALUE, valueMinor);
        int youngest = (int) positions.get(position, YOUNGEST);
        if (average && youngest != Table.NONE) {
            lots.increase(youngest, QUANTITY, quantity);
            lots.increase(youngest, COST, valueMinor);
            return;
        }
        int lot = lots.add();
        lots.set(lot, QUANTITY, quantity);
        lots.set(lot, COST, valueMinor);
        lots.set(lot, NEXT, Table.NONE);
        if (youngest == Table.NONE) {
            positions.set(position, OLDEST, lot);
        } else {
            lots.set(youngest, NEXT, lot);
        }
        positions.set(position, YOUNGEST, lot);
    }

    /** Adds a lot as it is. */
    void carry(int position, long quantity, long cost) {
        positions.increase(position, HELD, quantity);
        open(position, false, quantity, cost);
    }

    /**
     * What lots there would be had the trade never been that an entry booked: of its book and instrument alone. It is
     * good for looking until the next call.
     *
     * @throws IllegalStateException when the entry booked no trade on lots today
     */
    public Lots without(long entryId, boolean average) {
        int row = day.find(entryId);
        if (row == Table.NONE) {
            throw new IllegalStateException("entry " + entryId + " moved no lots today");
        }
        if (scratch == null) {
            scratch = new Lots();
        }
        scratch.clear();
        int position = day.position(row);
        int copy = scratch.add((int) positions.get(position, BOOK), (int) positions.get(position, INSTRUMENT));
        day.replay(row, scratch, copy, average);
        return scratch;
    }

    private void clear() {
        positions.clear();
        lots.clear();
        positionByKey.clear();
    }

    /** Takes out the trade that an entry booked today, as foreseen. */
    void reverse(long entryId, boolean average) {
        Lots anew = without(entryId, average);
        int row = day.find(entryId);
        int position = day.position(row);
        while (oldest(position) != Table.NONE) {
            int lot = oldest(position);
            positions.set(position, OLDEST, lots.get(lot, NEXT));
            lots.remove(lot);
        }
        positions.set(position, YOUNGEST, Table.NONE);
        positions.set(position, HELD, 0);
        positions.set(position, VALUE, 0);
        for (int lot = anew.oldest(0); lot != Table.NONE; lot = (int) anew.lots.get(lot, NEXT)) {
            carry(position, anew.lots.get(lot, QUANTITY), anew.lots.get(lot, COST));
        }
        day.reverse(row);
    }

    /** The day ends: what it traded stays. */
    void endDay() {
        day.clear();
    }

    private static long key(int book, int instrument) {
        return (long) book << 32 | instrument;
    }

    private int position(int book, int instrument) {
        return (int) positionByKey.get(key(book, instrument));
    }

    /** How many positions there are or were; their rows run from 0, in order of the first trade. */
    public int positions() {
        return positions.end();
    }

    /** Book of a position's row. */
    public int book(int row) {
        return (int) positions.get(row, BOOK);
    }

    /** Instrument of a position's row. */
    public int instrument(int row) {
        return (int) positions.get(row, INSTRUMENT);
    }

    /** What the book of a position's row holds; below 0: short. */
    public long held(int row) {
        return positions.get(row, HELD);
    }

    /** Total cost, or total proceeds when it is short, of a position's row, in minor units. */
    public long value(int row) {
        return positions.get(row, VALUE);
    }

    /** What a book holds; below 0: short. */
    public long held(int book, int instrument) {
        int position = position(book, instrument);
        return position == Table.NONE ? 0 : positions.get(position, HELD);
    }

    /** Total cost of what a book holds long, or total proceeds of what it is short, in minor units. */
    public long value(int book, int instrument) {
        int position = position(book, instrument);
        return position == Table.NONE ? 0 : positions.get(position, VALUE);
    }

    /** Lots a book holds of an instrument. */
    public int count(int book, int instrument) {
        int position = position(book, instrument);
        int count = 0;
        int lot = position == Table.NONE ? Table.NONE : (int) positions.get(position, OLDEST);
        while (lot != Table.NONE) {
            count++;
            lot = (int) lots.get(lot, NEXT);
        }
        return count;
    }

    @Override
    public void save(StateSink sink) {
        positions.save(sink);
        lots.save(sink);
        day.save(sink);
    }

    @Override
    public void load(StateSource source) {
        positions.load(source);
        lots.load(source);
        day.load(source);
        positionByKey.clear();
        for (int position = 0; position < positions.end(); position++) {
            positionByKey.put(key((int) positions.get(position, BOOK), (int) positions.get(position, INSTRUMENT)),
                position);
        }
    }
}
