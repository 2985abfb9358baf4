package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.AccountKind;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.PartyKind;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Measure;
import throughline.reference.Scope;

/** The real middle office in one thread over journals in memory, with a small firm and time turned by hand. */
final class MiddleOfficeRig {
    static final long E8 = 100_000_000L;
    /** How many 10^-8 one of a bound in money is. */
    private static final long MONEY_UNIT_E8 = 1_000_000;
    static final int DATE = FrontScript.OPEN_DATE;
    static final int PROP = 1;
    static final int CLIENT = 2;
    static final int STREET = 3;
    static final int OTHER_DESK = 4;
    static final int SHARE = 1;
    static final int FRACTION = 2;
    static final int EUROPEAN = 3;
    static final int TRADER = 1;
    static final int RISK = 2;
    static final int SECOND_RISK = 3;

    final FrontScript front = new FrontScript();
    final MemoryJournal middle = new MemoryJournal("middle");
    final MiddleMachine machine = new MiddleMachine();
    final List<String> replies = new ArrayList<>();
    private final Commands commands = new Commands(1 << 16);
    private final Draft draft = new Draft();
    private final OfficeAgent agent;
    private final RecordCursor written = new RecordCursor("middle", middle);
    private final JournalRecord kept = new JournalRecord();
    private Outcome outcome;
    private long reference;

    MiddleOfficeRig() {
        Replay replay = new Replay(machine, middle, List.of(front.journal()), Stops.NONE);
        agent = new OfficeAgent(
            replay, middle.appender(), commands, () -> front.timeNs, Stops.NONE, new OfficeStatus(), 100);
        agent.start(7, new byte[0]);
    }

    /** A firm of two accounts of desk 1, the street, an account of desk 2; no limits, no prices. */
    static MiddleOfficeRig staffed() {
        MiddleOfficeRig rig = new MiddleOfficeRig();
        FrontScript front = rig.front;
        front.instrument(SHARE, "SHR", E8 / 100, 1, 0, 1, 840);
        front.instrument(FRACTION, "FRC", 1, 1, 8, 1, 840);
        front.instrument(EUROPEAN, "EUR", E8 / 100, 1, 0, 1, 978);
        front.party(1, "FIRM", PartyKind.FIRM);
        front.party(2, "C-1", PartyKind.CLIENT);
        front.account(PROP, "PROP", 1, AccountKind.PRINCIPAL, true);
        front.account(CLIENT, "CL", 1, AccountKind.CLIENT, false);
        front.account(STREET, "STREET", 1, AccountKind.OUTSIDE, true);
        front.account(OTHER_DESK, "OTHER", 2, AccountKind.PRINCIPAL, true);
        front.user(TRADER, "trader", 1, true, false);
        front.user(RISK, "risk1", 0, false, true);
        front.user(SECOND_RISK, "risk2", 0, false, true);
        front.opened(DATE);
        rig.run();
        return rig;
    }

    /** As {@link #staffed}, with wide limits imported, the day open, and SHR at 100.00, FRC at 50. */
    static MiddleOfficeRig open() {
        MiddleOfficeRig rig = staffed();
        rig.importWide(Metric.NONE);
        rig.front.cash(CLIENT, 840, 1_000_000_000_000L);
        rig.front.price(SHARE, 100 * E8, DATE);
        rig.front.price(FRACTION, 50 * E8, DATE);
        rig.front.price(EUROPEAN, 100 * E8, DATE);
        rig.run();
        return rig;
    }

    /** Imports a wide limit of each metric but one, and ends the import. */
    void importWide(Metric without) {
        int count = 0;
        for (Metric metric : Metric.values()) {
            if (metric != without && Measure.of(metric) != Measure.NONE) {
                importLimit(Scope.FIRM, metric, wide(metric));
                count++;
            }
        }
        importLimit(Scope.BASKET, Metric.MAX_ORDER_VALUE, 10_000_000_000L * E8);
        send(draft(new LimitsImportedEncoder(), 0).count(count + 1).hash(1));
    }

    /** A limit that no test reaches unless it means to, x 10^-8. */
    static long wide(Metric metric) {
        return switch (metric) {
            case MAX_ORDER_QTY -> 1_000_000 * E8;
            case MAX_ORDER_VALUE -> 250_000_000 * E8;
            case PRICE_COLLAR_FAR -> 10 * E8;
            case PRICE_COLLAR_NEAR, SOFT_LIMIT_WARNING, SOFT_LIMIT_REFUSAL -> Limits.OFF;
            case PRICE_COLLAR_AGE, DUPLICATE_ORDER -> 0;
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> 10_000_000 * E8;
            case WINDOW_VALUE_SECONDS -> E8;
            case CONCENTRATION -> 100 * E8;
            case MARK_AGE -> 60_000 * E8;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING, OPEN_ORDERS, REPEATED_EXECUTION ->
                1_000_000_000L * E8;
            default -> 90_000_000_000L * E8;
        };
    }

    /** A bound as its metric has it, of a value x 10^-8. */
    static long bound(Metric metric, long valueE8) {
        boolean money = Measure.of(metric) == Measure.MONEY;
        return money && valueE8 != Limits.NONE ? valueE8 / MONEY_UNIT_E8 : valueE8;
    }

    Outcome importLimit(long scope, Metric metric, long valueE8) {
        return send(draft(new LimitSetEncoder(), 0).value(bound(metric, valueE8)).scope(scope).metric(metric)
            .scopeName(""));
    }

    <E extends MessageEncoderFlyweight> E draft(E encoder, int actor) {
        return draft.begin(encoder, actor, 0);
    }

    /** Sends the draft begun last and waits for its answer. */
    Outcome send(Object begun) {
        outcome = null;
        commands.offer(draft, 1);
        run();
        return outcome;
    }

    Outcome askLimit(int actor, long scope, Metric metric, long valueE8, long until, String key) {
        return send(draft(new LimitChangeRequestedEncoder(), actor).value(bound(metric, valueE8)).until(until)
            .bodyHash(valueE8).scope(scope).metric(metric).scopeName("").requestKey(key).reason("because"));
    }

    /** Asks for a bound as its metric has it, at a scope that may have to be named. */
    Outcome askBound(int actor, long scope, String scopeName, Metric metric, long bound) {
        return send(draft(new LimitChangeRequestedEncoder(), actor).value(bound).until(0).bodyHash(bound).scope(scope)
            .metric(metric).scopeName(scopeName).requestKey("").reason("because"));
    }

    Outcome askState(int actor, long scope, String scopeName, TradingState state) {
        return send(draft(new TradingStateRequestedEncoder(), actor).scope(scope).state(state).scopeName(scopeName)
            .requestKey("").reason("because"));
    }

    Outcome askState(int actor, long scope, TradingState state) {
        return send(draft(new TradingStateRequestedEncoder(), actor).scope(scope).state(state)
            .scopeName("").requestKey("")
            .reason("because"));
    }

    Outcome decide(int actor, long approval, Decision decision) {
        return send(draft(new ApprovalDecidedEncoder(), actor).approvalId(approval).decision(decision)
            .requestKey("").comment("seen"));
    }

    long reference() {
        return reference;
    }

    /** Lets the office do all it has to do; a ring's wrap-around looks idle once, so it is asked twice. */
    void run() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() > 0 ? 0 : idle + 1;
            commands.pollReplies((correlation, how, about, seq) -> {
                outcome = how;
                reference = about;
            }, 100);
        }
    }

    /** Lets the office do so without looking at replies: allocates nothing of its own. */
    void runQuietly() {
        while (agent.doWork() > 0) {
            // until nothing is left
        }
    }

    long buy(int account, int instrument, long quantity, String price) {
        return ask(account, instrument, Side.BUY, quantity, price);
    }

    long sell(int account, int instrument, long quantity, String price) {
        return ask(account, instrument, Side.SELL, quantity, price);
    }

    /** Captures an order of whole quantity; price as text, empty for market; lets the office judge it. */
    long ask(int account, int instrument, Side side, long quantity, String price) {
        int point = price.indexOf('.');
        int decimals = point < 0 ? 0 : price.length() - point - 1;
        long value = price.isEmpty() ? 0 : Long.parseLong(price.replace(".", ""));
        OrdType type = price.isEmpty() ? OrdType.MARKET : OrdType.LIMIT;
        return ask(new FrontScript.Asked(
            TRADER, account, instrument, side, type, TimeInForce.DAY, quantity, 0, value, decimals, DATE));
    }

    long ask(FrontScript.Asked asked) {
        long id = front.order(asked);
        run();
        return id;
    }

    /** The last record of a kind the office wrote; its bytes are a copy. */
    JournalRecord last(int templateId) {
        UnsafeBuffer bytes = null;
        RecordCursor cursor = new RecordCursor("middle", middle);
        while (cursor.next()) {
            if (cursor.record().templateId() == templateId) {
                byte[] copy = new byte[cursor.record().length()];
                cursor.record().buffer().getBytes(0, copy);
                bytes = new UnsafeBuffer(copy);
            }
        }
        return bytes == null ? null : kept.wrap(bytes, 0, bytes.capacity());
    }

    /** What the office wrote since it was last asked: template ids in order. */
    List<Integer> news() {
        List<Integer> templates = new ArrayList<>();
        while (written.next()) {
            templates.add(written.record().templateId());
        }
        return templates;
    }

    /** The decision on an order: {@code accepted worst=… value=…} or {@code CODE scope metric limit observed}. */
    String decision(long orderId) {
        String found = "none";
        RecordCursor cursor = new RecordCursor("middle", middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.orderId() == orderId && record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
                found = accepted(record);
            } else if (record.orderId() == orderId && record.templateId() == OrderRejectedDecoder.TEMPLATE_ID) {
                found = rejected(record);
            }
        }
        return found;
    }

    /** Asks for an amendment, lets the office judge it; gives the request's seq. */
    long amend(long orderId, FrontScript.Asked asked, long cum) {
        long request = front.replace(orderId, asked, cum);
        run();
        return request;
    }

    /** The decision on an amendment, as of an order. */
    String amendment(long request) {
        RecordCursor cursor = new RecordCursor("middle", middle);
        String found = "none";
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.causeSeq() == request && record.templateId() == ReplaceAcceptedDecoder.TEMPLATE_ID) {
                found = replaceAccepted(record);
            } else if (record.causeSeq() == request && record.templateId() == ReplaceRejectedDecoder.TEMPLATE_ID) {
                found = replaceRejected(record);
            }
        }
        return found;
    }

    static String accepted(JournalRecord record) {
        OrderAcceptedDecoder a = new OrderAcceptedDecoder();
        a.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return "accepted worst=" + a.worstPriceE8() + " value=" + a.valueMinor() + " reducing=" + a.reducing();
    }

    static String rejected(JournalRecord record) {
        OrderRejectedDecoder r = new OrderRejectedDecoder();
        r.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return r.code() + " " + r.scopeKind() + ":" + Scope.accountId(r.scope()) + ":" + Scope.instrumentId(r.scope())
            + " " + r.metric() + " limit=" + text(r.metric(), r.bound()) + " met=" + text(r.metric(), r.observed());
    }

    static String replaceAccepted(JournalRecord record) {
        ReplaceAcceptedDecoder a = new ReplaceAcceptedDecoder();
        a.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return "accepted worst=" + a.worstPriceE8() + " value=" + a.valueMinor() + " reducing=" + a.reducing();
    }

    static String replaceRejected(JournalRecord record) {
        ReplaceRejectedDecoder r = new ReplaceRejectedDecoder();
        r.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return r.code() + " " + r.scopeKind() + ":" + Scope.accountId(r.scope()) + ":" + Scope.instrumentId(r.scope())
            + " " + r.metric() + " limit=" + text(r.metric(), r.bound()) + " met=" + text(r.metric(), r.observed());
    }

    private static String text(Metric metric, long value) {
        return value == Limits.NONE ? "none" : Measure.of(metric).text(value);
    }

    void accepts(long orderId) {
        String decision = decision(orderId);
        assertEquals("accepted", decision.split(" ")[0], decision);
    }

    void rejects(long orderId, String expected) {
        assertEquals(expected, decision(orderId));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Tightens a limit, which holds at once; x 10^-8. */
    void tighten(long scope, Metric metric, long valueE8) {
        askLimit(RISK, scope, metric, valueE8, 0, "");
        assertEquals(bound(metric, valueE8), machine.limits().value(scope, metric));
    }

    /** A trade done elsewhere. */
    void elsewhere(int account, int instrument, Side side, long quantity, long priceE8) {
        front.elsewhere(account, instrument, side, quantity, priceE8);
        run();
    }

    /** A reference price of today. */
    void price(int instrument, long priceE8) {
        front.price(instrument, priceE8, DATE);
        run();
    }

    /** PROP is long of FRC, and another desk short, almost as much as a number holds, and no limit keeps from it. */
    long brim() {
        long most = Long.MAX_VALUE / E8 * E8;
        long quantity = 90_000_000_000L;
        for (Metric metric : List.of(Metric.MAX_ORDER_QTY, Metric.POSITION_LIMIT_LONG, Metric.POSITION_LIMIT_SHORT,
            Metric.MAX_ORDER_VALUE)) {
            askLimit(RISK, Scope.FIRM, metric, most, 0, "");
            decide(SECOND_RISK, reference(), Decision.APPROVE);
        }
        front.price(FRACTION, 1, DATE);
        front.position(PROP, FRACTION, quantity * E8);
        front.position(OTHER_DESK, FRACTION, -quantity * E8);
        run();
        return quantity;
    }
}
