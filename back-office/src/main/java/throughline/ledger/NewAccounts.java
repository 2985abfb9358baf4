package throughline.ledger;

import java.util.Arrays;
import throughline.message.Capacity;
import throughline.message.LedgerAccountOpenedEncoder;
import throughline.office.Step;

/** Accounts that a booking opens; their ids follow those that are open. Not thread-safe. */
final class NewAccounts {
    private static final int FIRST_LENGTH = 32;

    private Key[] keys = new Key[FIRST_LENGTH];
    private int count;

    /** What tells one account from another; reused. */
    private static final class Key {
        private Chart chart;
        private int unit;
        private int book;
        private int party;
        private int instrument;
        private Capacity capacity;
    }

    NewAccounts() {
        Arrays.setAll(keys, i -> new Key());
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Forgets all but the first so many. */
    void keep(int first) {
        count = first;
    }

    int find(int open, Chart chart, int unit, int book, int party, int instrument, Capacity capacity) {
        for (int i = 0; i < count; i++) {
            Key key = keys[i];
            if (key.chart == chart && key.unit == unit && key.book == book && key.party == party
                && key.instrument == instrument && key.capacity == capacity) {
                return open + 1 + i;
            }
        }
        return 0;
    }

    int add(int open, Chart chart, int unit, int book, int party, int instrument, Capacity capacity) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            Arrays.setAll(keys, i -> i < count ? keys[i] : new Key());
        }
        Key key = keys[count++];
        key.chart = chart;
        key.unit = unit;
        key.book = book;
        key.party = party;
        key.instrument = instrument;
        key.capacity = capacity;
        return open + count;
    }

    void write(Step step, LedgerAccountOpenedEncoder opened, int open) {
        for (int i = 0; i < count; i++) {
            Key key = keys[i];
            step.add(opened, 0).ledgerAccountId(open + 1 + i).chartNumber(key.chart.number()).unit(key.unit)
                .accountId(key.book).partyId(key.party).instrumentId(key.instrument).unitKind(key.chart.unitKind())
                .capacity(key.capacity);
        }
    }
}
