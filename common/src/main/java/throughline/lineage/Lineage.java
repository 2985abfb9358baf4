package throughline.lineage;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;
import throughline.message.ClockTickedDecoder;
import throughline.message.ConsumedDecoder;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.DayProvedDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OpeningStartedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionClosingDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradeReportedDecoder;

/**
 * Walks from an order's own records through what they belong to: up to their causes, across to the other side of a
 * match and to what their step says of no order, down to what they led to. A record of another order is told and not
 * followed; of a set's members only a few are told and the others counted. One thread.
 */
final class Lineage {
    /** How far it goes from the order's own records unless it is told. */
    static final int DEPTH = 4;
    /** The furthest it goes. */
    static final int MAX_DEPTH = 8;

    private static final int FIRST_OWN = 300;
    private static final int LAST_OWN = 100;
    private static final int FIRST_MEMBERS = 8;
    private static final int LAST_MEMBERS = 4;
    private static final int MOST_MEMBERS_SEEN = 1 << 12;
    private static final int MOST_OF_STEP = 16;
    private static final int MOST = 2_000;

    /** What begins and ends a day leads to everything of that day, and so says nothing of one order. */
    private static final Set<Integer> OF_THE_DAY = Set.of(OfficeStartedDecoder.TEMPLATE_ID,
        DayOpeningDecoder.TEMPLATE_ID, DayClosingDecoder.TEMPLATE_ID, DayProvedDecoder.TEMPLATE_ID,
        DayClosedDecoder.TEMPLATE_ID, OpeningStartedDecoder.TEMPLATE_ID, SessionOpenedDecoder.TEMPLATE_ID,
        SessionClosingDecoder.TEMPLATE_ID, SessionClosedDecoder.TEMPLATE_ID, RiskDayOpenedDecoder.TEMPLATE_ID,
        RiskDayClosedDecoder.TEMPLATE_ID);

    private final JournalIndex[] journals = new JournalIndex[JournalId.BACK.value() + 1];
    private final LongArrayList seqs = new LongArrayList();
    private Life life;

    /** Takes a journal's index in place of the one before; null: it is not to be had now. */
    void set(JournalId id, JournalIndex index) {
        journals[id.value()] = index;
    }

    JournalIndex index(JournalId id) {
        return journals[id.value()];
    }

    /**
     * Collects an order's life as far as the journals have been followed.
     *
     * @return null when the id is not an order's
     */
    Life of(long orderId, int depth) {
        JournalIndex front = index(JournalId.FRONT);
        JournalRecord first = front == null ? null : front.read(orderId);
        if (first == null || first.orderId() != orderId || first.templateId() != OrderCapturedDecoder.TEMPLATE_ID
            && first.templateId() != TradeReportedDecoder.TEMPLATE_ID) {
            return null;
        }
        life = new Life(orderId);
        for (JournalIndex journal : journals) {
            own(journal);
        }
        List<LifeStep> own = life.found();
        List<LifeStep> sets = new ArrayList<>();
        for (int i = 0; depth > 0 && i < own.size(); i++) {
            up(own.get(i), depth, sets);
        }
        if (depth > 0) {
            across(own, sets);
            own.forEach(step -> down(step, depth));
            sets.forEach(step -> down(step, depth - 1));
        }
        life.link();
        return life;
    }

    private void own(JournalIndex journal) {
        if (journal == null) {
            return;
        }
        seqs.clear();
        long all = journal.select(Block.ORDER, life.orderId, FIRST_OWN, LAST_OWN, seqs);
        for (int i = 0; i < seqs.size(); i++) {
            life.add(new LifeStep(journal.id(), journal.read(seqs.getLong(i))));
        }
        life.leftOut(all - seqs.size());
    }

    /** Adds the causes of a step that are not told yet, up to an order's record or to one that has none. */
    private void up(LifeStep step, int depth, List<LifeStep> sets) {
        LifeStep at = step;
        for (int i = 0; i < depth && at.causeKey() != 0 && life.find(at.causeKey()) == null; i++) {
            JournalIndex journal = journals[at.record.causeJournal()];
            JournalRecord record = journal == null ? null : journal.read(at.record.causeSeq());
            if (record == null) {
                return;
            }
            LifeStep cause = new LifeStep(journal.id(), record);
            life.add(cause);
            if (!cause.isOfSet()) {
                return;
            }
            if (i == 0) {
                sets.add(cause);
            }
            at = cause;
        }
    }

    /** Adds what else stands in the steps of the order's records: other sides of its matches, records of no order. */
    private void across(List<LifeStep> own, List<LifeStep> sets) {
        long[] walked = new long[journals.length];
        for (LifeStep step : own) {
            int journal = step.journal.value();
            if (step.seq() > walked[journal]) {
                LongHashSet matches = new LongHashSet();
                int[] taken = new int[1];
                List<LifeStep> others = new ArrayList<>();
                walked[journal] = matches(step, matches);
                journals[journal].step(step.seq(), record -> across(record, step, matches, taken, others));
                others.stream().filter(other -> life.find(other.key()) == null).forEach(other -> {
                    life.add(other);
                    if (other.isOfSet() && matchId(other.record) == 0) {
                        sets.add(other);
                    }
                });
            }
        }
        linkMatches();
    }

    /** Collects the matches of the order in a step; gives the seq of the step's last record. */
    private long matches(LifeStep step, LongHashSet matches) {
        long[] last = new long[1];
        journals[step.journal.value()].step(step.seq(), record -> {
            last[0] = record.seq();
            if (record.orderId() == life.orderId && matchId(record) != 0) {
                matches.add(matchId(record));
            }
        });
        return last[0];
    }

    private void across(JournalRecord record, LifeStep step, LongHashSet matches, int[] taken,
        List<LifeStep> others) {
        boolean otherSide = record.orderId() != life.orderId && matches.contains(matchId(record));
        boolean ofNoOrder = record.orderId() == 0 && matchId(record) == 0
            && record.templateId() != ClockTickedDecoder.TEMPLATE_ID
            && record.templateId() != ConsumedDecoder.TEMPLATE_ID;
        if (ofNoOrder && ++taken[0] > MOST_OF_STEP) {
            step.more++;
        } else if ((ofNoOrder || otherSide) && life.size() + others.size() < MOST) {
            others.add(new LifeStep(step.journal, record));
        }
    }

    private void linkMatches() {
        List<LifeStep> trades = life.found().stream().filter(step -> matchId(step.record) != 0).toList();
        for (int i = 0; i < trades.size(); i++) {
            LifeStep one = trades.get(i);
            for (int j = 0; one.record.orderId() == life.orderId && j < trades.size(); j++) {
                LifeStep other = trades.get(j);
                if (other.record.orderId() != life.orderId && matchId(other.record) == matchId(one.record)
                    && other.record.templateId() == one.record.templateId()) {
                    one.matched.add(other);
                    other.matched.add(one);
                }
            }
        }
    }

    /** The match a trade's record is of; 0: it is none, or bears no match. */
    private static long matchId(JournalRecord record) {
        int offset = switch (record.templateId()) {
            case TradeExecutedDecoder.TEMPLATE_ID -> TradeExecutedDecoder.matchIdEncodingOffset();
            case TradeBustedDecoder.TEMPLATE_ID -> TradeBustedDecoder.matchIdEncodingOffset();
            case TradeCorrectedDecoder.TEMPLATE_ID -> TradeCorrectedDecoder.matchIdEncodingOffset();
            default -> -1;
        };
        return offset < 0 ? 0 : record.buffer().getLong(record.body() + offset, LITTLE_ENDIAN);
    }

    /** Adds what a step led to: records of no order and what they led to, and a few of other orders. */
    private void down(LifeStep step, int depth) {
        if (depth <= 0 || OF_THE_DAY.contains(step.record.templateId())) {
            return;
        }
        for (JournalIndex journal : journals) {
            if (journal != null) {
                down(step, journal, depth);
            }
        }
    }

    private void down(LifeStep step, JournalIndex journal, int depth) {
        seqs.clear();
        long all = journal.select(Block.CAUSE, step.key(), MOST_MEMBERS_SEEN, LAST_MEMBERS, seqs);
        LongArrayList others = new LongArrayList();
        for (int i = 0; i < seqs.size(); i++) {
            if (life.find(Block.cause(journal.id().value(), seqs.getLong(i))) == null) {
                others.addLong(seqs.getLong(i));
            }
        }
        long left = all - seqs.size();
        List<LifeStep> ofNoOrder = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            boolean told = (i < FIRST_MEMBERS || i >= others.size() - LAST_MEMBERS) && life.size() < MOST;
            JournalRecord record = told ? journal.read(others.getLong(i)) : null;
            if (record == null || record.orderId() == life.orderId) {
                left += record == null ? 1 : 0;
            } else {
                LifeStep child = new LifeStep(journal.id(), record);
                life.add(child);
                if (child.isOfSet()) {
                    ofNoOrder.add(child);
                }
            }
        }
        step.more += left;
        ofNoOrder.forEach(child -> down(child, depth - 1));
    }
}
