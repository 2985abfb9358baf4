package throughline.twin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedDecoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.StateReason;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.reference.Scope;

/**
 * Leads the twin along the journals in the order in which the office read and wrote, and holds every decision and every
 * trading state the office set by itself against the twin's. Without an office the twin's own decisions stand.
 */
final class Follower {
    /** The office and the twin say different things. */
    static final class Difference extends AssertionError {
        private static final long serialVersionUID = 1L;

        Difference(String message) {
            super(message);
        }
    }

    private record Judgement(Asked asked, Answer answer) {
    }

    final Twin twin = new Twin();
    final FrontReader front = new FrontReader(twin);
    final OwnReader own = new OwnReader(twin, front);
    /** How often each code was decided; {@code accepted} and what came of amendments among them. */
    final Map<String, Integer> seen = new TreeMap<>();
    /** The last decision. */
    Answer last;
    private final RecordCursor inputs;
    private final RecordCursor written;
    private final Map<Long, Judgement> judgements = new LinkedHashMap<>();
    private final Set<Long> toHalt = new HashSet<>();
    private final Set<Long> toReduce = new HashSet<>();
    private boolean unread;
    private long ownSeq;

    /** Over the front's journal, and the office's; null: there is no office. */
    Follower(Journal frontJournal, Journal middle) {
        inputs = new RecordCursor("front", frontJournal);
        written = middle == null ? null : new RecordCursor("middle", middle);
    }

    /** Reads all there is; the office must have nothing left to do. */
    void follow() {
        while (written.next()) {
            JournalRecord record = written.record();
            feed(record.consumed(0));
            if (OwnReader.isDecision(record)) {
                compare(record);
            } else {
                compareState(record);
                compareAlert(record);
                own.read(record);
            }
            twin.lastTimeNs = Math.max(twin.lastTimeNs, record.timeNs());
            latches();
        }
        feed(Long.MAX_VALUE);
        if (!front.asked.isEmpty() || !judgements.isEmpty()) {
            throw new Difference("not decided: " + front.asked + judgements);
        }
        if (!twin.bounds.uses.due().isEmpty()) {
            throw new Difference("not told by the office: " + twin.bounds.uses.due());
        }
        toReduce.removeIf(scope -> twin.bounds.state(scope) != TradingState.ACTIVE
            || !twin.totals.isToLatch(scope) && Scope.instrumentId(scope) == 0);
        if (!toHalt.isEmpty() || !toReduce.isEmpty()) {
            throw new Difference("not set by the office: halted " + names(toHalt) + ", reduce-only " + names(toReduce));
        }
    }

    private static List<String> names(Set<Long> scopes) {
        return scopes.stream().map(s -> Scope.kind(s) + ":" + Scope.id(s) + "/" + Scope.instrumentId(s)).toList();
    }

    private boolean next() {
        unread = unread || inputs.next();
        return unread;
    }

    private void feed(long upTo) {
        while (next() && inputs.record().seq() <= upTo) {
            if (front.isComplete()) {
                throw new Difference("not decided before the next record was read: " + front.asked);
            }
            unread = false;
            front.read(inputs.record());
        }
        latches();
    }

    /** Profit and loss moved, or a position was stated: which scopes are to reduce from here. */
    private void latches() {
        front.moved.stream().filter(twin.totals::isToLatch).forEach(toReduce::add);
        front.drifted.stream().filter(s -> twin.bounds.state(s) == TradingState.ACTIVE).forEach(toReduce::add);
        front.moved.clear();
        front.drifted.clear();
    }

    private void judge(long stampNs) {
        List<Asked> asked = new ArrayList<>(front.asked);
        front.asked.clear();
        twin.bounds.uses.begin();
        List<Answer> answers = asked.get(0).basket() != 0 ? twin.judgeBasket(asked, stampNs)
            : List.of(twin.judge(asked.get(0), stampNs));
        twin.bounds.uses.end(answers.stream().allMatch(Answer::isAccepted));
        for (int i = 0; i < asked.size(); i++) {
            judgements.put(asked.get(i).orderId(), new Judgement(asked.get(i), answers.get(i)));
        }
    }

    private void compare(JournalRecord record) {
        if (judgements.isEmpty() && front.isComplete()) {
            judge(record.timeNs());
        }
        Judgement judgement = judgements.remove(record.orderId());
        String decided = OwnReader.decision(record);
        if (judgement == null) {
            throw new Difference("nobody asked for the decision on " + record.orderId() + ": " + decided);
        }
        Firm.Instrument instrument = twin.firm.instruments.get(judgement.asked.instrument());
        String expected = judgement.answer.text(instrument == null ? 0 : instrument.scale(), twin.firm);
        if (!expected.equals(decided)) {
            throw new Difference(judgement.asked + "\n  office: " + decided + "\n  twin:   " + expected);
        }
        stand(judgement, record.seq(), record.timeNs());
    }

    private void stand(Judgement judgement, long seq, long timeNs) {
        Answer answer = judgement.answer;
        last = answer;
        twin.apply(judgement.asked, answer, seq, timeNs);
        boolean isBasket = Scope.kind(answer.scope()) == ScopeKind.BASKET;
        seen.merge(answer.isAccepted() ? "accepted" : answer.code().name(), 1, Integer::sum);
        seen.merge(judgement.asked.kind() + (answer.isAccepted() ? " accepted" : " rejected"), 1, Integer::sum);
        seen.merge(answer.metric() + " metric", 1, Integer::sum);
        if (answer.isAccepted()) {
            Answer.Accepted a = answer.accepted();
            seen.merge("warned " + (a.warned() != Metric.NONE), 1, Integer::sum);
            seen.merge("overridden " + (a.overrideId() != 0), 1, Integer::sum);
            seen.merge("reducing " + a.reducing(), 1, Integer::sum);
        }
        seen.merge("basket " + (judgement.asked.basket() == 0 ? "none" : answer.isAccepted() ? "accepted"
            : isBasket ? "sibling or sum" : "rejected"), 1, Integer::sum);
        if (Twin.disables(answer)) {
            toHalt.add(Scope.of(ScopeKind.STRATEGY,
                Firm.take(twin.firm.strategies, judgement.asked.strategy())));
        }
    }

    private void compareAlert(JournalRecord record) {
        if (Template.of(record) == Template.LIMIT_ALERTED) {
            LimitAlertedDecoder d = new LimitAlertedDecoder();
            d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            seen.merge("alert " + d.level(), 1, Integer::sum);
            if (!twin.bounds.uses.told(new Uses.Limit(d.scope(), d.metric(), d.instrumentId()),
                new Uses.Use(d.level(), d.bound(), d.observed()))) {
                throw new Difference("not due: " + d + ", but " + twin.bounds.uses.due());
            }
        }
    }

    /** What the office sets by itself must be due. */
    private void compareState(JournalRecord record) {
        if (Template.of(record) != Template.TRADING_STATE_SET) {
            return;
        }
        TradingStateSetDecoder d = new TradingStateSetDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (d.requestSeq() != 0) {
            return;
        }
        boolean due = switch (d.reason()) {
            case REPEATED_EXECUTION -> toHalt.remove(d.scope()) && d.state() == TradingState.HALTED;
            case DAILY_LOSS -> toReduce.remove(d.scope()) && d.state() == TradingState.REDUCE_ONLY
                && twin.totals.isToLatch(d.scope());
            case DRIFT -> d.scope() == Scope.FIRM || toReduce.remove(d.scope());
            default -> d.reason() != StateReason.REQUEST;
        };
        seen.merge("state " + d.reason(), 1, Integer::sum);
        if (!due) {
            throw new Difference("not due: " + d + names(Set.of(d.scope())));
        }
    }

    /** Reads the records and lets the own decisions stand, as an office of its mind would by that clock. */
    void alone(long clockNs) {
        while (next()) {
            unread = false;
            front.read(inputs.record());
            if (front.isComplete()) {
                judge(Math.max(clockNs, twin.lastTimeNs));
                List<Judgement> all = new ArrayList<>(judgements.values());
                judgements.clear();
                all.forEach(judgement -> stand(judgement, ++ownSeq, twin.lastTimeNs));
            }
            if (front.sessionOpen && !(twin.firm.isOpen && twin.firm.openDate == front.sessionDate)) {
                own.dayOpened(front.sessionDate);
            }
            twin.firm.isOpen &= front.sessionOpen;
            markAll();
            latches();
            toHalt.forEach(scope -> own.state(scope, TradingState.HALTED));
            toReduce.forEach(scope -> own.state(scope, TradingState.REDUCE_ONLY));
            toHalt.clear();
            toReduce.clear();
        }
    }

    private void markAll() {
        for (int instrument : twin.totals.waiting.keySet()) {
            twin.books.holdings.get(instrument).keySet().forEach(holder -> {
                twin.books.mark(Scope.holding(holder, instrument), twin.firm.price(instrument),
                    twin.firm.rate(twin.firm.instruments.get(instrument).currency()));
                front.moved.add(holder);
            });
        }
        twin.totals.waiting.clear();
    }
}
