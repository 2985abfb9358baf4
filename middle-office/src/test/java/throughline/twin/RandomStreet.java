package throughline.twin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.CancelRequestedEncoder;
import throughline.message.CashStatedEncoder;
import throughline.message.ChargedSides;
import throughline.message.EndReason;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.MassCancelRequestedEncoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderDeclinedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.OrderReplacedEncoder;
import throughline.message.OrderTriggeredEncoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedEncoder;
import throughline.message.PositionMoveStatedEncoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RateStatedEncoder;
import throughline.message.RefuseReason;
import throughline.message.ReplaceRefusedEncoder;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.SessionClosedEncoder;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TierBy;
import throughline.message.TimeInForce;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.message.UnsettledStatedEncoder;
import throughline.message.UserStatedEncoder;
import throughline.reference.Scope;

/** What happens to the firm: its reference data, prices, days, and what becomes of accepted orders, at random. */
final class RandomStreet {
    private record Execution(long id, long orderId, int account, int instrument, Side side, long quantity,
        long priceE8, String strategy) {
    }

    private final RandomFront front;
    private final Twin twin;
    private final List<Execution> executions = new ArrayList<>();

    RandomStreet(RandomFront front) {
        this.front = front;
        this.twin = front.twin;
    }

    /** States the whole firm and opens its first session. */
    void found() {
        for (int id = 1; id <= RandomFront.INSTRUMENTS; id++) {
            instrument(id);
        }
        for (int id = 1; id <= RandomFront.ACCOUNTS; id++) {
            account(id);
        }
        for (int id = 1; id <= RandomFront.TRADERS + 3; id++) {
            int user = id;
            boolean trades = id <= RandomFront.TRADERS || id == RandomFront.TRADERS + 3;
            front.write(new UserStatedEncoder(), 0, 0, e -> {
                e.userId(user).deskId(user < RandomFront.TRADERS ? user : 0)
                    .standing(user == RandomFront.TRADERS + 3 ? Standing.CLOSED : Standing.OPEN)
                    .userName((trades ? "trader" : "risk") + user);
                e.roles().clear().trader(trades).risk(!trades);
            });
        }
        fee(FeeKind.COMMISSION, AccountKind.CLIENT, 100_000, 0, 0, 100, false, true);
        fee(FeeKind.EXCHANGE, AccountKind.NULL_VAL, 30_000, 1_000_000, 0, 0, false, false);
        fee(FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, 2_780, 0, 0, 0, true, true);
        taxes();
        stateDay();
        front.write(new SessionOpenedEncoder(), 0, 0, e -> e.businessDate(front.date));
    }

    private void instrument(int id) {
        String[] sectors = {"", "tech", "banks", "energy"};
        boolean yen = RandomFront.currency(id) == 392;
        front.mids[id] = (yen ? 1_000 : 50 + 10 * (id % 6)) * 100_000_000L;
        front.write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(id).currency(RandomFront.currency(id))
            .quantityScale((short) RandomFront.scale(id))
            .standing(id == RandomFront.CLOSED_INSTRUMENT ? Standing.CLOSED : Standing.OPEN)
            .tickE8(RandomFront.tickE8(id)).lot(RandomFront.lot(id)).multiplier(id % 6 == 5 ? 10 : 1)
            .symbol("S" + id).name("instrument " + id).sector(sectors[id % 4])
            .issuer(id % 3 == 0 ? "" : "issuer " + id % 3 + id % 2));
    }

    /** Desks 1 to 3; 1 to 5 own accounts, 6 to 10 clients of their own party. */
    private void account(int id) {
        boolean client = id > 5 && id < RandomFront.CLOSED_ACCOUNT;
        AccountKind kind = id == RandomFront.STREET ? AccountKind.OUTSIDE
            : client ? AccountKind.CLIENT : AccountKind.PRINCIPAL;
        int party = client ? id : 1;
        front.write(new PartyStatedEncoder(), 0, 0, e -> e.partyId(party)
            .kind(client ? PartyKind.CLIENT : PartyKind.FIRM).partyName("P" + party).legalName("party " + party));
        front.write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(id).partyId(party).deskId(1 + (id - 1) % 3)
            .selfTradeGroup(id <= 6 ? 1 + id % 3 : id).kind(kind)
            .standing(id == RandomFront.CLOSED_ACCOUNT ? Standing.CLOSED : Standing.OPEN)
            .shortSale((short) (client && id % 2 == 0 ? 0 : 1))
            .selfTradeMode(id % 3 == 2 ? SelfTradeMode.PASSIVE : SelfTradeMode.AGGRESSOR).accountName("A" + id)
            .deskName("D" + (1 + (id - 1) % 3)));
    }

    private void fee(FeeKind kind, AccountKind of, long notionalE8, long unitE8, long order, long least,
        boolean sales, boolean up) {
        front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(0).toDate(FeeStatedEncoder.toDateNullValue())
            .ratePerNotionalE8(notionalE8).ratePerUnitE8(unitE8).perOrderMinor(order).minimumMinor(least)
            .maximumMinor(FeeStatedEncoder.maximumMinorNullValue()).kind(kind).accountKind(of)
            .sides(sales ? ChargedSides.SELLS : ChargedSides.ALL).roundsUp((short) (up ? 1 : 0)).tiersCount(0));
    }

    /** A tax on buys in one currency, a levy above an amount, and an account's commission in tiers. */
    private void taxes() {
        front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(0).toDate(FeeStatedEncoder.toDateNullValue())
            .ratePerNotionalE8(500_000).maximumMinor(FeeStatedEncoder.maximumMinorNullValue()).kind(FeeKind.SDRT)
            .accountKind(AccountKind.NULL_VAL).sides(ChargedSides.BUYS).currency(978).tiersCount(0));
        front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(0).toDate(FeeStatedEncoder.toDateNullValue())
            .perOrderMinor(150).maximumMinor(FeeStatedEncoder.maximumMinorNullValue()).kind(FeeKind.PTM_LEVY)
            .accountKind(AccountKind.NULL_VAL).aboveMinor(500_000).tiersCount(0));
        for (TierBy by : TierBy.values()) {
            if (by != TierBy.NULL_VAL) {
                front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(0)
                    .toDate(FeeStatedEncoder.toDateNullValue()).ratePerNotionalE8(90_000).ratePerUnitE8(700_000)
                    .maximumMinor(90_000).kind(FeeKind.COMMISSION).accountKind(AccountKind.CLIENT)
                    .accountId(6 + by.value()).tierBy(by).tiersCount(2).next().from(20).ratePerNotionalE8(60_000)
                    .ratePerUnitE8(300_000).next().from(200_000).ratePerNotionalE8(10_000));
            }
        }
    }

    /** Cash, unsettled amounts, rates and prices of a date. */
    private void stateDay() {
        for (int id = 6; id < RandomFront.CLOSED_ACCOUNT; id++) {
            for (int currency : new int[] {840, 978, 392}) {
                int account = id;
                front.write(new CashStatedEncoder(), 0, 0, e -> e.accountId(account).currency(currency)
                    .amountMinor(front.random.nextLong(-1_000, 300_000_000)));
            }
            unsettled(id);
        }
        unsettled(1 + front.random.nextInt(5));
        rate(978, front.date);
        rate(392, front.date);
        for (int id = 1; id <= RandomFront.INSTRUMENTS; id++) {
            if (id != RandomFront.UNPRICED_INSTRUMENT) {
                price(id, front.date, PriceKind.CLOSE);
            }
        }
    }

    private void unsettled(int account) {
        int instrument = 1 + front.random.nextInt(18);
        boolean client = account > 5;
        long bought = front.random.nextLong(50_000_000);
        long sold = front.random.nextLong(50_000_000);
        front.write(new UnsettledStatedEncoder(), 0, 0, e -> e.accountId(account).instrumentId(instrument)
            .currency(RandomFront.currency(instrument)).boughtMinor(bought).soldMinor(sold)
            .clientBoughtMinor(client ? bought + 7 : 0).clientSoldMinor(client ? sold : 0));
    }

    void price(int id, int date, PriceKind kind) {
        long moved = front.mids[id] + front.mids[id] / 1000 * front.random.nextInt(-6, 7);
        long start = (RandomFront.currency(id) == 392 ? 1_000 : 80) * 100_000_000L;
        front.mids[id] = moved > 2 * start || moved < start / 2 ? start : moved;
        front.write(new PriceStatedEncoder(), 0, 0, e -> e.instrumentId(id).businessDate(date)
            .priceE8(front.mids[id]).kind(kind).requestKey("").source(""));
    }

    void rate(int currency, int date) {
        long rateE8 = (currency == 978 ? 108_000_000L : 650_000L) + front.random.nextInt(10_001);
        front.write(new RateStatedEncoder(), 0, 0, e -> e.currency(currency).quoteCurrency(840).rateE8(rateE8)
            .businessDate(date).requestKey("").source(""));
    }

    /** A cancel, or many, are asked for; at times nothing is canceled. */
    void cancel() {
        Hold h = front.held();
        int actor = 1 + front.random.nextInt(RandomFront.TRADERS);
        if (h == null || front.oneIn(4)) {
            front.write(new MassCancelRequestedEncoder(), front.oneIn(3) ? 0 : actor, 0, e -> e.side(Side.NULL_VAL)
                .reason(EndReason.BY_REQUEST).requestKey("").accountName("").symbol(""));
            return;
        }
        front.write(new CancelRequestedEncoder(), actor, h.first.orderId(), e -> e.requestKey(""));
        end(h, true);
    }

    private void end(Hold h, boolean canceled) {
        long id = h.first.orderId();
        boolean amends = h.isAmending();
        if (canceled) {
            front.write(new OrderCanceledEncoder(), 0, id, e -> e.accountId(h.asked.account())
                .instrumentId(h.asked.instrument()).reason(EndReason.BY_REQUEST));
        } else {
            front.write(new OrderExpiredEncoder(), 0, id, e -> e.accountId(h.asked.account())
                .instrumentId(h.asked.instrument()));
        }
        if (amends) {
            refuse(h, RefuseReason.TOO_LATE);
        }
    }

    private void refuse(Hold h, RefuseReason reason) {
        front.write(new ReplaceRefusedEncoder(), 0, h.first.orderId(), e -> e.requestSeq(h.newAsked.seq())
            .accountId(h.asked.account()).instrumentId(h.asked.instrument()).reason(reason).scopeName(""));
    }

    /** An order's life goes on: it executes, ends, is triggered, its amendment is made or refused. */
    void live() {
        Hold h = front.held();
        if (h == null) {
            return;
        }
        if (h.declined) {
            front.write(new OrderDeclinedEncoder(), 0, h.first.orderId(), e -> e.accountId(h.asked.account())
                .instrumentId(h.asked.instrument()).scopeName(""));
        } else if (h.isAmending() && front.oneIn(2)) {
            answer(h);
        } else if (h.isArmed() && front.oneIn(2)) {
            front.write(new OrderTriggeredEncoder(), 0, h.first.orderId(), e -> e.accountId(h.asked.account())
                .instrumentId(h.asked.instrument()).side(h.first.side()));
        } else if (front.oneIn(3)) {
            end(h, front.oneIn(2));
        } else {
            execute(h);
        }
    }

    private void answer(Hold h) {
        if (front.oneIn(3)) {
            refuse(h, RefuseReason.SCOPE_HALTED);
            return;
        }
        int instrument = h.asked.instrument();
        long total = RandomFront.raw(h.newAsked.total().max(h.cum), instrument);
        long leaves = RandomFront.raw(h.newLeaves(), instrument);
        front.write(new OrderReplacedEncoder(), 0, h.first.orderId(), e -> e.requestSeq(h.newAsked.seq())
            .quantity(total).cumQty(RandomFront.raw(h.cum, instrument)).leavesQty(leaves)
            .priceE8(RandomFront.e8(h.newAsked.price()))
            .stopPriceE8(h.triggered ? 0 : RandomFront.e8(h.newAsked.stop())).accountId(h.asked.account())
            .instrumentId(instrument).side(h.first.side()).clOrdId(""));
    }

    private void execute(Hold h) {
        int instrument = h.asked.instrument();
        long leaves = RandomFront.raw(h.leaves, instrument);
        long quantity = front.oneIn(2) ? leaves : 1 + front.random.nextLong(leaves);
        boolean amends = h.isAmending();
        trade(h.first.orderId(), h.asked.account(), instrument, h.first.side(), quantity, leaves - quantity,
            h.first.strategy(), false);
        if (amends && quantity == leaves) {
            refuse(h, RefuseReason.TOO_LATE);
        }
        trade(0, RandomFront.STREET, instrument, Side.SELL, quantity, 0, "", false);
    }

    private void trade(long orderId, int account, int instrument, Side side, long quantity, long leaves,
        String strategy, boolean elsewhere) {
        long priceE8 = front.price(instrument, 3);
        long id = front.write(new TradeExecutedEncoder(), 0, orderId, e -> e.matchId(1).quantity(quantity)
            .priceE8(priceE8).cumQty(quantity).leavesQty(leaves).accountId(account).instrumentId(instrument)
            .tradeDate(front.date).userId(1).side(side).elsewhere((short) (elsewhere ? 1 : 0)).strategy(strategy)
            .decisionMaker(""));
        if (account != RandomFront.STREET) {
            executions.add(new Execution(id, orderId, account, instrument, side, quantity, priceE8, strategy));
        }
    }

    /** An execution of this date is busted or corrected, or a trade is done elsewhere. */
    void amendExecution() {
        if (executions.isEmpty() || front.oneIn(3)) {
            int instrument = 1 + front.random.nextInt(18);
            trade(front.lastSeq + 1, 1 + front.random.nextInt(10), instrument, front.oneIn(2) ? Side.BUY : Side.SELL,
                RandomFront.lot(instrument) * (1 + front.random.nextInt(200)), 0, "", true);
            return;
        }
        Execution x = executions.remove(front.random.nextInt(executions.size()));
        if (front.oneIn(2)) {
            front.write(new TradeBustedEncoder(), 2, x.orderId, e -> e.executionId(x.id).matchId(x.id)
                .quantity(x.quantity).priceE8(x.priceE8).accountId(x.account).instrumentId(x.instrument)
                .contraPartyId(9).tradeDate(front.date).userId(1).side(x.side).requestKey("").reason("wrong")
                .strategy(x.strategy).decisionMaker(""));
            return;
        }
        long now = 1 + x.quantity / 2;
        long priceE8 = front.price(x.instrument, 3);
        front.write(new TradeCorrectedEncoder(), 2, x.orderId, e -> e.executionId(x.id).matchId(x.id).quantity(now)
            .priceE8(priceE8).oldQuantity(x.quantity).oldPriceE8(x.priceE8).accountId(x.account)
            .instrumentId(x.instrument).contraPartyId(9).tradeDate(front.date).userId(1).side(x.side).requestKey("")
            .reason("wrong").strategy(x.strategy).decisionMaker(""));
        executions.add(new Execution(x.id, x.orderId, x.account, x.instrument, x.side, now, priceE8, x.strategy));
    }

    /** Ends what does not live on, and closes the session. */
    void close() {
        for (Hold h : List.copyOf(twin.books.holds.values())) {
            if (h.declined) {
                front.write(new OrderDeclinedEncoder(), 0, h.first.orderId(), e -> e.accountId(h.asked.account())
                    .instrumentId(h.asked.instrument()).scopeName(""));
            } else if (h.first.timeInForce() != TimeInForce.GTC || front.oneIn(2)) {
                end(h, false);
            } else if (h.isAmending()) {
                refuse(h, RefuseReason.SESSION_CLOSED);
            }
        }
        executions.clear();
        front.write(new SessionClosedEncoder(), 0, 0, e -> e.businessDate(front.date));
    }

    /** States the next date's data and opens its session; the ledger seldom differs. */
    void open() {
        front.date++;
        for (int account = 1; account < RandomFront.CLOSED_ACCOUNT; account++) {
            for (int instrument = 1; instrument <= 18; instrument++) {
                BigDecimal held = twin.books.position(Scope.of(ScopeKind.ACCOUNT, account), instrument);
                if (held.signum() != 0 || front.oneIn(40)) {
                    position(account, instrument, RandomFront.raw(held, instrument));
                }
            }
        }
        stateDay();
        front.write(new SessionOpenedEncoder(), 0, 0, e -> e.businessDate(front.date));
    }

    /** Securities come in or go out without a trade. */
    void move() {
        int account = 1 + front.random.nextInt(RandomFront.CLOSED_ACCOUNT - 1);
        int instrument = 1 + front.random.nextInt(18);
        long by = RandomFront.lot(instrument) * (front.random.nextInt(401) - 200);
        if (by != 0 && twin.firm.accounts.get(account).kind() != AccountKind.OUTSIDE) {
            front.write(new PositionMoveStatedEncoder(), 0, 0, e -> e.accountId(account).instrumentId(instrument)
                .quantity(by));
        }
    }

    private void position(int account, int instrument, long held) {
        long stated = held + (front.oneIn(50) ? RandomFront.lot(instrument) : 0);
        front.write(new PositionStatedEncoder(), 0, 0, e -> e.accountId(account).instrumentId(instrument)
            .quantity(stated));
    }
}
