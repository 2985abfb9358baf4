package throughline.world;

import java.util.List;
import java.util.SplittableRandom;
import throughline.journal.Journal;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.DayClosingEncoder;
import throughline.message.Decision;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Outcome;

/** What the people of the small world ask for: what {@link Traders} do, limits, halts, and day closes. */
final class Script {
    private static final long E8 = 100_000_000L;

    private final SplittableRandom random;
    private final Client front;
    private final Client middle;
    private final Client back;
    private final Traders traders;
    private int numbers;
    private int date = SmallFirm.FIRST_DAY;
    private int closesLeft = 3;

    Script(SplittableRandom random, Client front, Client middle, Client back, Journal frontJournal) {
        this.random = random;
        this.front = front;
        this.middle = middle;
        this.back = back;
        traders = new Traders(random.split(), front, frontJournal);
    }

    boolean isDone() {
        return traders.ordersLeft() == 0 && closesLeft == 0 && front.isIdle() && middle.isIdle() && back.isIdle();
    }

    /** One of them does something, or nothing. */
    void act() {
        int what = random.nextInt(100);
        if (what < 70) {
            traders.act(what);
        } else if (what < 75 && traders.ordersLeft() > 0) {
            limit();
        } else if (what < 78 && traders.ordersLeft() > 0) {
            tradingState();
        } else if (what < 80 && closesLeft > 0 && back.isIdle()) {
            close();
        }
    }

    private void limit() {
        ScopeKind scope = random.nextBoolean() ? ScopeKind.FIRM : ScopeKind.ACCOUNT_INSTRUMENT;
        int account = scope == ScopeKind.FIRM ? 0 : 1 + random.nextInt(3);
        int instrument = scope == ScopeKind.FIRM ? 0 : 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        Metric metric = random.nextBoolean() ? Metric.MAX_ORDER_QTY : Metric.POSITION_LIMIT_LONG;
        long value = (500 + random.nextInt(2_000)) * E8;
        String key = "l" + ++numbers;
        middle.ask(draft -> {
            LimitChangeRequestedEncoder encoder = draft.begin(new LimitChangeRequestedEncoder(), SmallFirm.RISK_1, 0);
            encoder.valueE8(value).until(random.nextBoolean() ? 0 : Long.MAX_VALUE).bodyHash(value).accountId(account)
                .instrumentId(instrument).scopeKind(scope).metric(metric);
            encoder.requestKey(key).reason("tried");
        }, false, answer -> {
            expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL);
            approve(answer);
        });
    }

    private void tradingState() {
        TradingState state = random.nextInt(3) == 0 ? TradingState.REDUCE_ONLY : TradingState.HALTED;
        ScopeKind scope = switch (random.nextInt(4)) {
            case 0 -> ScopeKind.FIRM;
            case 1 -> ScopeKind.ACCOUNT;
            case 2 -> ScopeKind.INSTRUMENT;
            default -> ScopeKind.ACCOUNT_INSTRUMENT;
        };
        int account = scope == ScopeKind.ACCOUNT || scope == ScopeKind.ACCOUNT_INSTRUMENT ? 1 + random.nextInt(3) : 0;
        int instrument = scope == ScopeKind.INSTRUMENT || scope == ScopeKind.ACCOUNT_INSTRUMENT
            ? 1 + random.nextInt(SmallFirm.INSTRUMENTS) : 0;
        setState(scope, account, instrument, state, halted -> setState(scope, account, instrument,
            TradingState.ACTIVE, this::approve));
    }

    private void setState(ScopeKind scope, int account, int instrument, TradingState state,
        java.util.function.Consumer<Client.Request> then) {
        String key = "s" + ++numbers;
        middle.ask(draft -> {
            TradingStateRequestedEncoder encoder = draft.begin(new TradingStateRequestedEncoder(), SmallFirm.RISK_1, 0);
            encoder.bodyHash(key.hashCode()).accountId(account).instrumentId(instrument).scopeKind(scope).state(state);
            encoder.requestKey(key).reason("tried");
        }, true, answer -> {
            expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL);
            then.accept(answer);
        });
    }

    private void approve(Client.Request asked) {
        if (asked.outcome() == Outcome.RECORDED) {
            return;
        }
        String key = "a" + ++numbers;
        middle.ask(draft -> {
            ApprovalDecidedEncoder encoder = draft.begin(new ApprovalDecidedEncoder(), SmallFirm.RISK_2, 0);
            encoder.approvalId(asked.reference()).bodyHash(1)
                .decision(random.nextInt(4) == 0 ? Decision.REJECT : Decision.APPROVE);
            encoder.requestKey(key).comment("");
        }, false, answer -> expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE,
            Outcome.NOT_FOUND));
    }

    private void close() {
        closesLeft--;
        int closing = date;
        String key = "d" + closing;
        back.ask(draft -> draft.begin(new DayClosingEncoder(), SmallFirm.OPS, 0).businessDate(closing).bodyHash(closing)
            .requestKey(key), false, answer -> {
                expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE);
                if (answer.outcome() == Outcome.WRONG_STATE) {
                    closesLeft++;
                } else {
                    date++;
                }
            });
    }

    static void expect(Client.Request answer, Outcome... good) {
        if (!List.of(good).contains(answer.outcome())) {
            throw new AssertionError("answered " + answer.outcome() + " (" + answer.reference() + "), expected "
                + List.of(good));
        }
    }

    /** Ids of the orders that were acknowledged. */
    List<Long> acknowledged() {
        return traders.acknowledged();
    }
}
