package throughline.peerbench;

import java.util.stream.Stream;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.office.StateMachine;
import throughline.office.Step;

/**
 * Front and middle office on one thread, hand in hand: each decision's records change its own office and go to the
 * other at once. With a journal each decision is appended before it counts, as one document with its CRCs. On a thread
 * for each office, as in life, a cancel could overtake an order before it that waits for the middle's word, and the
 * books would not be those of the others who play the flow. One thread.
 */
final class OwnLine {
    private static final int DEEPEST = 8;

    private final OwnFirm firm;
    private final Journal.Appender journal;
    private final Tally tally;
    /** A decision that answers another stands one place behind it. */
    private final Step[] steps = Stream.generate(Step::apart).limit(DEEPEST).toArray(Step[]::new);
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private long nowNs;

    /**
     * Two offices, ready.
     *
     * @param journal for all they decide; null: none
     */
    OwnLine(OwnFirm firm, Journal.Appender journal, Tally tally) {
        this.firm = firm;
        this.journal = journal;
        this.tally = tally;
    }

    /** Plays a command to its end; gives the seq of its first record in the front, which is a new order's id. */
    long play(JournalRecord draft) {
        nowNs = OwnFirm.START_NS + System.nanoTime();
        long first = firm.frontSeq + 1;
        steps[0].beginApart(first, nowNs, draft.actor());
        firm.front.command(draft, steps[0]);
        fronts(0);
        work();
        return first;
    }

    private void work() {
        while (firm.front.workSeq() != 0) {
            steps[0].beginApart(firm.frontSeq + 1, nowNs);
            firm.front.work(steps[0]);
            fronts(0);
        }
        while (firm.middle.workSeq() != 0) {
            steps[0].beginApart(firm.middleSeq + 1, nowNs);
            firm.middle.work(steps[0]);
            middles(0);
        }
    }

    /** What the front has decided: kept, applied, and told to the middle. */
    private void fronts(int depth) {
        Step step = steps[depth];
        Step answer = steps[depth + 1];
        int end = keep(step, firm.front);
        firm.frontSeq += step.records();
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            count(record);
            answer.beginApart(firm.middleSeq + 1, nowNs);
            firm.middle.input(JournalId.FRONT, record);
            firm.middle.decide(JournalId.FRONT, record, answer);
            if (answer.records() > 0) {
                middles(depth + 1);
            }
        }
    }

    /** What the middle has decided: kept, applied, and told to the front. */
    private void middles(int depth) {
        Step step = steps[depth];
        Step answer = steps[depth + 1];
        int end = keep(step, firm.middle);
        firm.middleSeq += step.records();
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            answer.beginApart(firm.frontSeq + 1, nowNs);
            firm.front.input(JournalId.MIDDLE, record);
            firm.front.decide(JournalId.MIDDLE, record, answer);
            if (answer.records() > 0) {
                fronts(depth + 1);
            }
        }
    }

    private int keep(Step step, StateMachine office) {
        int end = journal == null ? step.endApart() : step.endInto(journal);
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            office.apply(record);
        }
        return end;
    }

    private void count(JournalRecord record) {
        if (record.templateId() == TradeExecutedDecoder.TEMPLATE_ID) {
            trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            if (trade.aggressor() != 0) {
                tally.traded(trade.quantity());
            }
        } else if (record.templateId() == OrderDeclinedDecoder.TEMPLATE_ID) {
            tally.refused++;
        }
    }
}
