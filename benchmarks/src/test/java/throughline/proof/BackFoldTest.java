package throughline.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.LedgerAccountOpenedEncoder;
import throughline.message.UnitKind;

/** A reversal is the exact negation of one entry, once; an execution is booked again only when it was reversed. */
class BackFoldTest {
    private static final int USD = 840;

    private final Scribe back = new Scribe("back");
    private final Findings findings = new Findings();
    private final BackFold fold = new BackFold(back.journal, findings);
    private final long[][] running = new long[3][3];
    private long entries;

    BackFoldTest() {
        for (int id = 1; id <= 2; id++) {
            back.begin(new LedgerAccountOpenedEncoder(), 0).ledgerAccountId(id).chartNumber(1000 * id).unit(USD)
                .unitKind(UnitKind.MONEY);
            back.end();
        }
    }

    private void entry(EntryKind kind, long execution, long reverses, long amount) {
        EntryBookedEncoder entry = back.begin(new EntryBookedEncoder(), 0).entryId(++entries).sourceId(execution)
            .reverses(reverses).kind(kind);
        EntryBookedEncoder.PostingsEncoder postings = entry.postingsCount(2);
        for (int id = 1; id <= 2; id++) {
            long posted = id == 1 ? amount : -amount;
            running[id][0] += Math.max(posted, 0);
            running[id][1] -= Math.min(posted, 0);
            postings.next().ledgerAccountId(id).unit(USD).unitKind(UnitKind.MONEY).amount(posted)
                .debits(running[id][0]).credits(running[id][1]).version(++running[id][2]);
        }
        entry.text("");
        back.end();
    }

    private String found() {
        while (fold.next(Long.MAX_VALUE)) {
            continue;
        }
        return String.join("; ", findings.first());
    }

    @Test
    void aCorrectionIsAReversalAndANewBooking() {
        entry(EntryKind.TRADE, 77, 0, 100);
        entry(EntryKind.REVERSAL, 77, 1, -100);
        entry(EntryKind.TRADE, 77, 0, 90);
        assertEquals("", found());
        entry(EntryKind.TRADE, 77, 0, 90);
        assertEquals("L6: execution 77 is booked twice", found());
    }

    @Test
    void aReversalNegatesExactly() {
        entry(EntryKind.TRADE, 77, 0, 100);
        entry(EntryKind.REVERSAL, 77, 1, -99);
        assertEquals("L5: entry 2 is not the exact negation of entry 1", found());
    }

    @Test
    void anEntryIsReversedOnceAndAReversalNever() {
        entry(EntryKind.TRADE, 77, 0, 100);
        entry(EntryKind.REVERSAL, 77, 1, -100);
        entry(EntryKind.REVERSAL, 77, 1, -100);
        entry(EntryKind.REVERSAL, 77, 2, 100);
        entry(EntryKind.REVERSAL, 77, 0, 100);
        String why = ", which is a reversal, was reversed, or is not there";
        assertEquals("L5: entry 3 reverses entry 1" + why + "; L5: entry 4 reverses entry 2" + why
            + "; L5: entry 5 reverses entry 0" + why, found());
    }
}
