package throughline.partbench;

import throughline.back.BackMachine;
import throughline.bookbench.Flow;
import throughline.bookbench.Imports;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderCapacity;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeKind;
import throughline.office.Draft;
import throughline.office.Step;

/** A back office's state machine with its first day open, and trades to book. No journal, no database. One thread. */
final class BackFirm {
    static final long START_NS = 1_780_000_000_000_000_000L;

    private static final int ACCOUNTS = 100;
    private static final int INSTRUMENTS = 200;
    private static final int SEED = 4;

    private final BackMachine machine = new BackMachine();
    private final Step step = Step.apart();
    private final Draft draft = new Draft();
    private final JournalRecord view = new JournalRecord();
    private final Flow flow = new Flow(SEED, ACCOUNTS, INSTRUMENTS);
    private final Pen pen = new Pen();
    private final TradeClearedEncoder trade = new TradeClearedEncoder();
    private long seq;

    BackFirm() {
        Imports imports = new Imports(draft, encoder -> command());
        imports.reference(ACCOUNTS, INSTRUMENTS);
        imports.open();
    }

    private void command() {
        step.beginApart(seq + 1, START_NS);
        machine.command(view.wrap(draft.buffer(), 0, draft.length()), step);
        apply();
        while (machine.workSeq() != 0) {
            step.beginApart(seq + 1, START_NS);
            machine.work(step);
            apply();
        }
    }

    /** The next trade as the middle clears it: the record behind the frame of the document given. */
    Pen nextTrade() {
        Flow.Fill fill = flow.next();
        pen.begin(trade).executionId(fill.execution()).matchId(fill.execution()).quantity(fill.quantity())
            .priceE8(fill.priceE8()).accountId(fill.account()).instrumentId(fill.instrument())
            .contraPartyId(Imports.CCP).tradeDate(machine.businessDate()).userId(Imports.TRADER).side(fill.side())
            .kind(TradeKind.NEW).capacity(OrderCapacity.PRINCIPAL).strategy("").decisionMaker("");
        pen.end(fill.order(), START_NS);
        return pen;
    }

    /**
     * Books a trade: takes it up, decides, applies.
     *
     * @return the records it led to
     */
    int book(JournalRecord cleared) {
        machine.input(JournalId.MIDDLE, cleared);
        step.beginApart(seq + 1, START_NS);
        machine.decide(JournalId.MIDDLE, cleared, step);
        return apply();
    }

    private int apply() {
        int end = step.endApart();
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            machine.apply(record);
            seq = record.seq();
        }
        return step.records();
    }
}
