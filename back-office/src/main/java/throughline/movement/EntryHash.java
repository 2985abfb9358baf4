package throughline.movement;

import throughline.ledger.LedgerAccounts;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryProposedDecoder;
import throughline.state.StateHash;

/**
 * A hash of an entry's dates and postings: equal of an entry that was booked and of a proposal that says the same
 * postings in the same order. It tells whether what is to be negated is what was booked.
 */
final class EntryHash {
    private EntryHash() {
    }

    /** Of an entry; its postings are read up to the last one. */
    static long of(EntryBookedDecoder entry, LedgerAccounts accounts) {
        StateHash hash = begin(entry.tradeDate(), entry.valueDate());
        for (EntryBookedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            int id = line.ledgerAccountId();
            put(hash, accounts.chart(id), accounts.unit(id), accounts.book(id), accounts.party(id),
                accounts.instrument(id), accounts.capacity(id).value(), line.amount());
        }
        return hash.value();
    }

    /** Of a proposal; its postings are read up to the last one. */
    static long of(EntryProposedDecoder entry) {
        StateHash hash = begin(entry.tradeDate(), entry.valueDate());
        for (EntryProposedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            put(hash, line.chartNumber(), line.unit(), line.accountId(), line.partyId(), line.instrumentId(),
                line.capacityRaw(), line.amount());
        }
        return hash.value();
    }

    private static StateHash begin(int tradeDate, int valueDate) {
        StateHash hash = new StateHash();
        hash.putLong(tradeDate);
        hash.putLong(valueDate);
        return hash;
    }

    private static void put(
        StateHash hash, int chart, int unit, int book, int party, int instrument, int capacity, long amount) {
        hash.putLong((long) chart << 32 | unit);
        hash.putLong((long) book << 32 | party);
        hash.putLong((long) instrument << 32 | capacity);
        hash.putLong(amount);
    }
}
