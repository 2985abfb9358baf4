package throughline.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import throughline.limit.Limits;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.BreachAcknowledgedEncoder;
import throughline.message.Decision;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.Metric;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.RestrictionRequestedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Outcome;
import throughline.reference.Measure;
import throughline.reference.Money;
import throughline.reference.Scope;

/** What the risk officers of the small world ask for: limits of every kind, halts, restrictions, overrides. */
final class Officers {
    private static final int GROUPS = 3;

    private final SplittableRandom random;
    private final Client middle;
    private final Traders traders;
    private final List<Long> restrictions = new ArrayList<>();
    private int numbers;

    /** A scope, and how the outside writes it where the office may have to name it. */
    private record Place(long scope, String name) {
    }

    Officers(SplittableRandom random, Client middle, Traders traders) {
        this.random = random;
        this.middle = middle;
        this.traders = traders;
    }

    /** One of them does something. */
    void act() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> limit();
            case 3, 4 -> tradingState();
            case 5 -> restrict();
            case 6 -> override();
            default -> acknowledge();
        }
    }

    private Place place(ScopeKind kind) {
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        int account = 1 + random.nextInt(3);
        return switch (kind) {
            case FIRM -> new Place(Scope.FIRM, "firm");
            case BASKET -> new Place(Scope.BASKET, "basket");
            case DESK -> new Place(Scope.of(kind, 1), "desk:EQ");
            case TRADER -> new Place(Scope.of(kind, SmallFirm.TRADER_1), "trader:trader1");
            case ACCOUNT -> new Place(Scope.of(kind, account), "account:" + SmallFirm.ACCOUNTS[account]);
            case CLIENT -> new Place(Scope.of(kind, 2), "client:CLIENT");
            case STRATEGY -> new Place(Scope.of(kind, 0), random.nextBoolean() ? "strategy:pairs" : "strategy:basis");
            case SESSION -> new Place(Scope.of(kind, 0), random.nextBoolean() ? "session:FIX-1" : "session:trader2");
            case GROUP -> group(1 + random.nextInt(GROUPS));
            case INSTRUMENT -> new Place(Scope.instrument(instrument), "instrument:" + SmallFirm.SYMBOLS[instrument]);
            case ORDER -> order();
            default -> new Place(Scope.pair(account, instrument), "account:" + SmallFirm.ACCOUNTS[account]
                + "/instrument:" + SmallFirm.SYMBOLS[instrument]);
        };
    }

    private static Place group(int group) {
        return new Place(Scope.of(ScopeKind.GROUP, group), "group:" + group);
    }

    private Place order() {
        List<Long> orders = traders.acknowledged();
        long id = orders.isEmpty() ? 1 : orders.get(orders.size() - 1);
        return new Place(Scope.order(id), "order:" + id);
    }

    private void limit() {
        Metric metric = Metric.get((short) (1 + random.nextInt(Metric.MARK_AGE.value())));
        ScopeKind kind = ScopeKind.get((short) (1 + random.nextInt(ScopeKind.BASKET.value())));
        if (kind == ScopeKind.SECTOR || !Limits.isAllowedAt(kind, metric)) {
            return;
        }
        Place place = place(kind);
        long usual = SmallFirm.usual(metric);
        boolean removes = kind != ScopeKind.FIRM && kind != ScopeKind.BASKET && random.nextInt(6) == 0;
        long value = removes ? Limits.NONE : usual <= 0 ? usual * (usual < 0 ? 1 : 0)
            : Math.max(1, usual * (50 + random.nextInt(100)) / 100) * Money.powerOfTen(Measure.of(metric).decimals());
        long until = random.nextBoolean() ? 0 : Long.MAX_VALUE;
        String key = "l" + ++numbers;
        middle.ask(draft -> draft.begin(new LimitChangeRequestedEncoder(), SmallFirm.RISK_1, 0).value(value)
            .until(until).bodyHash(value).scope(place.scope).metric(metric).scopeName(place.name).requestKey(key)
            .reason("tried"), false, answer -> {
                Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL, Outcome.NOT_FOUND);
                approve(answer);
            });
    }

    private void tradingState() {
        TradingState state = random.nextInt(3) == 0 ? TradingState.REDUCE_ONLY : TradingState.HALTED;
        ScopeKind kind = ScopeKind.get((short) (1 + random.nextInt(ScopeKind.ORDER.value())));
        if (kind == ScopeKind.SECTOR) {
            return;
        }
        Place place = place(kind);
        setState(place, state, halted -> setState(place, TradingState.REDUCE_ONLY, asked -> {
            approve(asked);
            setState(place, TradingState.ACTIVE, this::approve);
        }));
    }

    private void setState(Place place, TradingState state, Consumer<Client.Request> then) {
        String key = "s" + ++numbers;
        middle.ask(draft -> draft.begin(new TradingStateRequestedEncoder(), SmallFirm.RISK_1, 0)
            .bodyHash(key.hashCode()).scope(place.scope).state(state).scopeName(place.name).requestKey(key)
            .reason("tried"), true, answer -> {
                // an order may have ended; a step of resuming may not have been granted
                Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL, Outcome.NOT_FOUND,
                    Outcome.WRONG_STATE);
                then.accept(answer);
            });
    }

    private void restrict() {
        String key = "q" + ++numbers;
        boolean removes = !restrictions.isEmpty() && random.nextBoolean();
        long id = removes ? restrictions.remove(random.nextInt(restrictions.size())) : 0;
        boolean byIssuer = random.nextInt(3) == 0;
        int instrument = byIssuer || removes ? 0 : 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        Place place = place(random.nextBoolean() ? ScopeKind.FIRM : ScopeKind.CLIENT);
        Side side = random.nextInt(3) == 0 ? Side.NULL_VAL : random.nextBoolean() ? Side.BUY : Side.SELL;
        middle.ask(draft -> draft.begin(new RestrictionRequestedEncoder(), SmallFirm.RISK_1, 0)
            .bodyHash(key.hashCode()).restrictionId(id).scope(place.scope).instrumentId(instrument)
            .fromDate(SmallFirm.FIRST_DAY).toDate(RestrictionRequestedEncoder.toDateNullValue()).side(side)
            .removes((short) (removes ? 1 : 0)).scopeName(place.name)
            .issuer(byIssuer && !removes ? "Both Inc." : "").requestKey(key).reason("tried"), false, answer -> {
                Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL, Outcome.NOT_FOUND,
                    Outcome.WRONG_STATE);
                if (!removes && answer.outcome() == Outcome.RECORDED) {
                    restrictions.add(answer.reference());
                }
                approve(answer);
            });
    }

    private void override() {
        String key = "o" + ++numbers;
        int account = 1 + random.nextInt(3);
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        middle.ask(draft -> draft.begin(new OverrideRequestedEncoder(), SmallFirm.RISK_1, 0).bodyHash(key.hashCode())
            .accountId(account).instrumentId(instrument).quantity(500).until(Long.MAX_VALUE).side(side)
            .requestKey(key).reason("tried"), false, answer -> {
                Script.expect(answer, Outcome.REPEATED, Outcome.AWAITS_APPROVAL, Outcome.WRONG_STATE);
                approve(answer);
            });
    }

    private void acknowledge() {
        String key = "b" + ++numbers;
        long breach = 1 + random.nextInt(500);
        middle.ask(draft -> draft.begin(new BreachAcknowledgedEncoder(), SmallFirm.RISK_2, 0).breachId(breach)
            .bodyHash(breach).requestKey(key).comment("seen"), false,
            answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.NOT_FOUND,
                Outcome.WRONG_STATE));
    }

    private void approve(Client.Request asked) {
        if (asked.outcome() != Outcome.AWAITS_APPROVAL) {
            return;
        }
        String key = "a" + ++numbers;
        middle.ask(draft -> {
            ApprovalDecidedEncoder encoder = draft.begin(new ApprovalDecidedEncoder(), SmallFirm.RISK_2, 0);
            encoder.approvalId(asked.reference()).bodyHash(1)
                .decision(random.nextInt(4) == 0 ? Decision.REJECT : Decision.APPROVE);
            encoder.requestKey(key).comment("");
        }, false, answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE,
            Outcome.NOT_FOUND));
    }
}
