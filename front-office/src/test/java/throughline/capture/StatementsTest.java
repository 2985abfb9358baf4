package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.capture.Bench.DAY;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.message.AccountKind;
import throughline.message.CashDefinedEncoder;
import throughline.message.CashStatedDecoder;
import throughline.message.ChargedSides;
import throughline.message.DayClosedEncoder;
import throughline.message.FeeDefinedEncoder;
import throughline.message.FeeKind;
import throughline.message.FeeStatedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedDecoder;
import throughline.message.UnsettledDefinedEncoder;
import throughline.message.UnsettledStatedDecoder;

/** What the back office defines is stated at once with its record as cause; parties and fees anew at each opening. */
class StatementsTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();

    private long party(int id, PartyKind kind, String name) {
        bench.books.begin(new PartyDefinedEncoder(), 0, bench.nowNs).partyId(id).kind(kind).partyName(name)
            .legalName(name + " plc");
        return bench.books.end();
    }

    private long fee(int from, int to, long maximum, AccountKind kind) {
        bench.books.begin(new FeeDefinedEncoder(), 0, bench.nowNs).fromDate(from).toDate(to).ratePerNotionalE8(2)
            .ratePerUnitE8(3).perOrderMinor(4).minimumMinor(5).maximumMinor(maximum).kind(FeeKind.COMMISSION)
            .accountKind(kind).sides(ChargedSides.SELLS).roundsUp((short) 1).tiersCount(0);
        return bench.books.end();
    }

    private List<String> told(int... templates) {
        List<String> lines = new ArrayList<>();
        try (RecordCursor all = new RecordCursor("front", bench.front)) {
            while (all.next()) {
                for (int template : templates) {
                    if (all.record().templateId() == template) {
                        lines.add(tell(all.record()));
                    }
                }
            }
        }
        return lines;
    }

    private static String tell(JournalRecord r) {
        String cause = " by " + r.causeJournal() + "/" + r.causeSeq();
        return switch (r.templateId()) {
            case PartyStatedDecoder.TEMPLATE_ID -> {
                PartyStatedDecoder d = new PartyStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                yield d.partyId() + " " + d.kind() + " " + d.partyName() + ", " + d.legalName() + cause;
            }
            case FeeStatedDecoder.TEMPLATE_ID -> {
                FeeStatedDecoder d = new FeeStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                yield d.fromDate() + "-" + d.toDate() + " " + d.ratePerNotionalE8() + " " + d.ratePerUnitE8() + " "
                    + d.perOrderMinor() + " " + d.minimumMinor() + " " + d.maximumMinor() + " " + d.kind() + " "
                    + d.accountKind() + " " + d.sides() + d.roundsUp() + cause;
            }
            case UnsettledStatedDecoder.TEMPLATE_ID -> {
                UnsettledStatedDecoder d = new UnsettledStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                yield d.accountId() + "/" + d.instrumentId() + " " + d.currency() + " " + d.boughtMinor() + " "
                    + d.soldMinor() + " " + d.clientBoughtMinor() + " " + d.clientSoldMinor() + " "
                    + d.failingMinor() + cause;
            }
            case CashStatedDecoder.TEMPLATE_ID -> {
                CashStatedDecoder d = new CashStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                yield d.accountId() + " " + d.currency() + " " + d.amountMinor() + cause;
            }
            default -> {
                InstrumentStatedDecoder d = new InstrumentStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                yield d.symbol() + " " + d.name() + " " + d.sector() + " " + d.issuer();
            }
        };
    }

    @Test
    void unsettledAndCashAreStatedAtOnce() {
        bench.books.begin(new UnsettledDefinedEncoder(), 0, bench.nowNs).accountId(2).instrumentId(1).currency(840)
            .boughtMinor(1).soldMinor(2).clientBoughtMinor(3).clientSoldMinor(4).failingMinor(5);
        long unsettled = bench.books.end();
        bench.books.begin(new CashDefinedEncoder(), 0, bench.nowNs).accountId(2).currency(978).amountMinor(-7);
        long cash = bench.books.end();
        bench.pump();
        assertEquals(List.of("2/1 840 1 2 3 4 5 by 3/" + unsettled, "2 978 -7 by 3/" + cash),
            told(UnsettledStatedDecoder.TEMPLATE_ID, CashStatedDecoder.TEMPLATE_ID));
        bench.closing(DAY);
        bench.closed(DAY, DAY + 1);
        assertEquals(2, told(UnsettledStatedDecoder.TEMPLATE_ID, CashStatedDecoder.TEMPLATE_ID).size());
    }

    @Test
    void partiesAndFeesAreStatedAtOnceAndAnew() {
        long one = party(1, PartyKind.CLIENT, "ONE");
        long three = party(3, PartyKind.BANK, "THREE");
        int open = FeeStatedDecoder.toDateNullValue();
        long none = FeeStatedDecoder.maximumMinorNullValue();
        long first = fee(19_000, open, none, AccountKind.NULL_VAL);
        long second = fee(19_000, 19_999, 900, AccountKind.CLIENT);
        bench.pump();
        List<String> stated = List.of("1 CLIENT ONE, ONE plc", "3 BANK THREE, THREE plc",
            "19000-" + open + " 2 3 4 5 " + none + " COMMISSION NULL_VAL SELLS1",
            "19000-19999 2 3 4 5 900 COMMISSION CLIENT SELLS1");
        List<Long> causes = List.of(one, three, first, second);
        List<String> atOnce = told(PartyStatedDecoder.TEMPLATE_ID, FeeStatedDecoder.TEMPLATE_ID);
        for (int i = 0; i < causes.size(); i++) {
            assertEquals(stated.get(i) + " by 3/" + causes.get(i), atOnce.get(i));
        }
        assertEquals(4, atOnce.size());
        bench.restartFromSnapshot();
        for (int date = DAY; date < DAY + 2; date++) {
            bench.closing(date);
            bench.closed(date, date + 1);
        }
        List<String> all = told(PartyStatedDecoder.TEMPLATE_ID, FeeStatedDecoder.TEMPLATE_ID);
        assertEquals(12, all.size(), all::toString);
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            assertTrue(line.startsWith(stated.get(i % 4) + " by "), line);
            assertTrue(i < 4 || line.contains(" by 1/"), line);
        }
        assertEquals("THREE", bench.state().parties().name(3));
    }

    @Test
    void aFeeDefinedAgainInTheDayIsStatedAsItIsNow() {
        int open = FeeStatedDecoder.toDateNullValue();
        long wrong = fee(19_000, open, 900, AccountKind.CLIENT);
        bench.pump();
        long right = fee(19_000, open, 700, AccountKind.CLIENT);
        bench.pump();
        String terms = "19000-" + open + " 2 3 4 5 %d COMMISSION CLIENT SELLS1 by ";
        assertEquals(List.of(terms.formatted(900) + "3/" + wrong, terms.formatted(700) + "3/" + right),
            told(FeeStatedDecoder.TEMPLATE_ID));
        bench.closing(DAY);
        bench.closed(DAY, DAY + 1);
        List<String> all = told(FeeStatedDecoder.TEMPLATE_ID);
        assertEquals(3, all.size(), all::toString);
        assertTrue(all.get(2).startsWith(terms.formatted(700) + "1/"), all.get(2));
    }

    /** More of them than a slice holds, over a restart in between. */
    @Test
    void manyAreStatedInSlices() {
        for (int id = 1; id <= 400; id++) {
            party(id, PartyKind.CLIENT, "P" + id);
            fee(10_000 + id, FeeStatedDecoder.toDateNullValue(), 900, AccountKind.CLIENT);
        }
        bench.pump();
        bench.closing(DAY);
        bench.books.begin(new DayClosedEncoder(), 0, bench.nowNs).businessDate(DAY)
            .nextDate(DAY + 1);
        bench.books.end();
        bench.once();
        bench.once();
        bench.restartFromSnapshot();
        bench.once();
        bench.restart();
        bench.pump();
        assertEquals(Session.Phase.OPEN, bench.state().session().phase());
        assertEquals(800, told(PartyStatedDecoder.TEMPLATE_ID).size());
        assertEquals(800, told(FeeStatedDecoder.TEMPLATE_ID).size());
    }

    @Test
    void anInstrumentsIssuerIsStatedWithIt() {
        assertEquals(List.of("ABC ABC Inc. None ABC", "XYZ XYZ Inc. None XYZ"),
            told(InstrumentStatedDecoder.TEMPLATE_ID));
        bench.closing(DAY);
        bench.closed(DAY, DAY + 1);
        assertEquals("XYZ XYZ Inc. None XYZ", told(InstrumentStatedDecoder.TEMPLATE_ID).get(3));
    }
}
