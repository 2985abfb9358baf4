package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import throughline.exposure.Holdings;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.reference.Scope;

/** Positions, marks, exposure and profit, written down a second time in decimals and maps, from both journals. */
final class NaiveWorth {
    static final long FEE_MINOR = 7;
    static final int STRATEGY = 1;

    /** One holder's holding in one instrument; quantities in whole units of the instrument's scale. */
    static final class Row {
        long position;
        long buys;
        long sells;
        long priceE8;
        long rateE8;
        BigDecimal start = BigDecimal.ZERO;
        BigDecimal cash = BigDecimal.ZERO;
        BigDecimal fees = BigDecimal.ZERO;
    }

    /** An accepted order that has not ended. */
    static final class Hold {
        int account;
        int instrument;
        boolean sells;
        long leaves;
        long askedCum;
        long request;
        long newTotal;
        long newLeaves;
        boolean charged;

        long held() {
            return request == 0 ? leaves : Math.max(leaves, newLeaves);
        }
    }

    /** What an instrument is. */
    record Form(int scale, long multiplier, int currency, String issuer) {
    }

    final Map<Long, Row> rows = new LinkedHashMap<>();
    final Map<Long, Hold> holds = new LinkedHashMap<>();
    final Map<Integer, Form> forms = new HashMap<>();
    private final Map<Integer, Long> prices = new HashMap<>();
    private final Map<Integer, Long> rates = new HashMap<>(Map.of(840, 100_000_000L));
    private final RecordCursor front;
    private final RecordCursor middle;
    private long frontSeq;
    private boolean frontLeft;
    int slices;
    int fullSlices;

    NaiveWorth(Journal frontJournal, Journal middleJournal) {
        front = new RecordCursor("front", frontJournal);
        middle = new RecordCursor("middle", middleJournal);
    }

    /** Reads on to the end of both: before each of the middle's records what it names of the front's. */
    void readOn() {
        while (middle.next()) {
            readFrontTo(middle.record().consumed(0));
            own(middle.record());
        }
        readFrontTo(Long.MAX_VALUE);
    }

    private void readFrontTo(long seq) {
        while (frontSeq < seq && (frontLeft || front.next())) {
            frontLeft = true;
            if (front.record().seq() > seq) {
                return;
            }
            frontLeft = false;
            frontSeq = front.record().seq();
            input(front.record());
        }
    }

    static int desk(int account) {
        return account == MiddleOfficeRig.OTHER_DESK || account % 3 == 2 ? 2 : 1;
    }

    private long[] holders(int account) {
        return new long[] {Scope.of(ScopeKind.ACCOUNT, account), Scope.of(ScopeKind.DESK, desk(account)), Scope.FIRM};
    }

    private Row row(long holder, int instrument) {
        return rows.computeIfAbsent(Scope.holding(holder, instrument), key -> {
            Row row = new Row();
            row.priceE8 = prices.getOrDefault(instrument, 0L);
            row.rateE8 = rates.getOrDefault(forms.get(instrument).currency, 0L);
            return row;
        });
    }

    private void input(JournalRecord r) {
        switch (r.templateId()) {
            case InstrumentStatedDecoder.TEMPLATE_ID -> {
                InstrumentStatedDecoder d = new InstrumentStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                d.skipSymbol();
                d.skipName();
                d.skipSector();
                forms.put(d.instrumentId(), new Form(d.quantityScale(), d.multiplier(), d.currency(), d.issuer()));
            }
            case PriceStatedDecoder.TEMPLATE_ID -> {
                PriceStatedDecoder d = new PriceStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                prices.put(d.instrumentId(), d.priceE8());
            }
            case RateStatedDecoder.TEMPLATE_ID -> {
                RateStatedDecoder d = new RateStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                rates.put(d.currency(), d.rateE8());
            }
            case PositionStatedDecoder.TEMPLATE_ID -> {
                PositionStatedDecoder d = new PositionStatedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                Row own = rows.get(Scope.pair(d.accountId(), d.instrumentId()));
                long by = d.quantity() - (own == null ? 0 : own.position);
                for (long holder : by == 0 ? new long[0] : holders(d.accountId())) {
                    row(holder, d.instrumentId()).position += by;
                }
            }
            case OrderCanceledDecoder.TEMPLATE_ID -> end(r.orderId());
            default -> order(r);
        }
    }

    private void order(JournalRecord r) {
        switch (r.templateId()) {
            case TradeExecutedDecoder.TEMPLATE_ID -> {
                TradeExecutedDecoder d = new TradeExecutedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                if (d.accountId() != MiddleOfficeRig.STREET) {
                    trade(r.orderId(), d.accountId(), d.instrumentId(), d.side() == Side.BUY, d.quantity(),
                        d.priceE8(), d.leavesQty(), d.elsewhere() != 0, d.strategy());
                }
            }
            case TradeBustedDecoder.TEMPLATE_ID -> {
                TradeBustedDecoder d = new TradeBustedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                restate(r.orderId(), d.quantity());
                move(d.accountId(), d.instrumentId(), d.side() == Side.BUY ? -d.quantity() : d.quantity(),
                    d.priceE8(), 0, "str");
            }
            case TradeCorrectedDecoder.TEMPLATE_ID -> {
                TradeCorrectedDecoder d = new TradeCorrectedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                restate(r.orderId(), d.oldQuantity() - d.quantity());
                int sign = d.side() == Side.BUY ? 1 : -1;
                move(d.accountId(), d.instrumentId(), -sign * d.oldQuantity(), d.oldPriceE8(), 0, "str");
                move(d.accountId(), d.instrumentId(), sign * d.quantity(), d.priceE8(), 0, "str");
            }
            case ReplaceRequestedDecoder.TEMPLATE_ID -> {
                ReplaceRequestedDecoder d = new ReplaceRequestedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                holds.get(r.orderId()).askedCum = d.cumQty();
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> {
                OrderReplacedDecoder d = new OrderReplacedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                answer(holds.get(r.orderId()), d.leavesQty());
                if (d.leavesQty() == 0) {
                    end(r.orderId());
                }
            }
            case ReplaceRefusedDecoder.TEMPLATE_ID -> answer(holds.get(r.orderId()), holds.get(r.orderId()).leaves);
            default -> { }
        }
    }

    private void answer(Hold hold, long leaves) {
        count(hold, -1);
        hold.leaves = leaves;
        hold.request = 0;
        count(hold, 1);
    }

    private void trade(long order, int account, int instrument, boolean buys, long quantity, long priceE8, long leaves,
        boolean elsewhere, String strategy) {
        Hold hold = holds.get(order);
        long fees = FEE_MINOR;
        if (hold != null) {
            fees = hold.charged ? 0 : FEE_MINOR;
            count(hold, -1);
            hold.charged = true;
            hold.leaves -= quantity;
            hold.newLeaves -= quantity;
            count(hold, 1);
        }
        move(account, instrument, buys ? quantity : -quantity, priceE8, fees, strategy);
        if (hold != null && leaves == 0 && !elsewhere) {
            end(order);
        }
    }

    private void restate(long order, long less) {
        Hold hold = holds.get(order);
        if (hold != null && hold.request != 0) {
            count(hold, -1);
            hold.newLeaves += less;
            count(hold, 1);
        }
    }

    private void move(int account, int instrument, long by, long priceE8, long fees, String strategy) {
        BigDecimal money = money(instrument, Math.abs(by), priceE8, RoundingMode.HALF_UP);
        for (long holder : holders(account)) {
            move(row(holder, instrument), by, money, fees);
        }
        if (!strategy.isEmpty()) {
            move(row(Scope.of(ScopeKind.STRATEGY, STRATEGY), instrument), by, money, fees);
        }
    }

    private static void move(Row row, long by, BigDecimal money, long fees) {
        row.position += by;
        row.cash = by > 0 ? row.cash.subtract(money) : row.cash.add(money);
        row.fees = row.fees.add(BigDecimal.valueOf(fees));
    }

    private void end(long order) {
        Hold hold = holds.remove(order);
        if (hold != null) {
            count(hold, -1);
        }
    }

    private void count(Hold hold, int sign) {
        for (long holder : holders(hold.account)) {
            Row row = row(holder, hold.instrument);
            row.buys += hold.sells ? 0 : sign * hold.held();
            row.sells += hold.sells ? sign * hold.held() : 0;
        }
    }

    private void own(JournalRecord r) {
        switch (r.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                OrderAcceptedDecoder d = new OrderAcceptedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                Hold hold = new Hold();
                hold.account = d.accountId();
                hold.instrument = d.instrumentId();
                hold.sells = d.side() != Side.BUY;
                hold.leaves = d.leavesQty();
                holds.put(r.orderId(), hold);
                count(hold, 1);
            }
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                ReplaceAcceptedDecoder d = new ReplaceAcceptedDecoder();
                d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
                Hold hold = holds.get(r.orderId());
                count(hold, -1);
                hold.request = d.requestSeq();
                hold.newTotal = d.quantity();
                hold.newLeaves = d.quantity() - hold.askedCum;
                count(hold, 1);
            }
            case MarksMovedDecoder.TEMPLATE_ID -> marksMoved(r);
            case RiskDayOpenedDecoder.TEMPLATE_ID -> {
                holds.values().forEach(hold -> hold.charged = false);
                rows.forEach((key, row) -> {
                    row.start = value(Scope.instrumentId(key), row, row.position);
                    row.cash = BigDecimal.ZERO;
                    row.fees = BigDecimal.ZERO;
                });
            }
            default -> { }
        }
    }

    private void marksMoved(JournalRecord r) {
        MarksMovedDecoder d = new MarksMovedDecoder();
        d.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
        int instrument = d.instrumentId();
        assertEquals(prices.get(instrument), d.priceE8(), "the newest price");
        assertEquals(rates.get(forms.get(instrument).currency), d.rateE8(), "the newest rate");
        assertTrue(d.priceTime() <= r.timeNs());
        long price = d.priceE8();
        long rate = d.rateE8();
        int marked = 0;
        for (MarksMovedDecoder.HoldingsDecoder holding : d.holdings()) {
            rows.get(holding.holding()).priceE8 = price;
            rows.get(holding.holding()).rateE8 = rate;
            marked++;
        }
        assertTrue(marked > 0 && marked <= Marking.SLICE, "marked " + marked);
        slices++;
        fullSlices += marked == Marking.SLICE ? 1 : 0;
    }

    private BigDecimal money(int instrument, long quantity, long priceE8, RoundingMode mode) {
        Form form = forms.get(instrument);
        int digits = form.currency == 392 ? 0 : 2;
        return BigDecimal.valueOf(quantity, form.scale).multiply(BigDecimal.valueOf(priceE8, 8))
            .multiply(BigDecimal.valueOf(form.multiplier)).movePointRight(digits).setScale(0, mode);
    }

    private BigDecimal base(int instrument, BigDecimal minor, long rateE8) {
        int digits = forms.get(instrument).currency == 392 ? 0 : 2;
        return minor.movePointRight(2 - digits).multiply(BigDecimal.valueOf(rateE8, 8)).setScale(0, RoundingMode.UP);
    }

    BigDecimal value(int instrument, Row row, long quantity) {
        return base(instrument, money(instrument, quantity, row.priceE8, RoundingMode.UP), row.rateE8);
    }

    private BigDecimal profit(int instrument, Row row) {
        return value(instrument, row, row.position).subtract(row.start)
            .add(base(instrument, row.cash.subtract(row.fees), row.rateE8));
    }

    /** Sums by holder, and by holder and issuer as {@code holder/issuer}, beside those of the machine. */
    void agrees(MiddleMachine machine, String seed) {
        Map<String, BigDecimal> sums = new HashMap<>();
        Set<Long> holders = new HashSet<>();
        Holdings holdings = machine.exposures().holdings();
        assertEquals(rows.size(), holdings.end(), seed);
        rows.forEach((key, row) -> {
            int instrument = Scope.instrumentId(key);
            int at = holdings.row(key);
            assertEquals(List.of(row.position, row.buys, row.sells, row.priceE8, row.rateE8), List.of(
                holdings.position(at), holdings.buys(at), holdings.sells(at), holdings.markE8(at),
                holdings.rateE8(at)), seed);
            long holder = Scope.holder(key);
            holders.add(holder);
            sums.merge("profit" + holder, profit(instrument, row), BigDecimal::add);
            sums.merge("fees" + holder, base(instrument, row.fees, row.rateE8), BigDecimal::add);
            if (Scope.kind(holder) != ScopeKind.STRATEGY) {
                BigDecimal longs = value(instrument, row, row.position + row.buys);
                BigDecimal shorts = value(instrument, row, row.position - row.sells);
                BigDecimal gross = longs.abs().max(shorts.abs());
                sums.merge("gross" + holder, gross, BigDecimal::add);
                sums.merge("longs" + holder, longs, BigDecimal::add);
                sums.merge("shorts" + holder, shorts, BigDecimal::add);
                sums.merge("issuer" + holder + "/" + forms.get(instrument).issuer, gross, BigDecimal::add);
            }
        });
        for (long holder : holders) {
            same(sums, "gross" + holder, machine.exposures().gross()::gross, holder, seed);
            same(sums, "longs" + holder, machine.exposures().gross()::longs, holder, seed);
            same(sums, "shorts" + holder, machine.exposures().gross()::shorts, holder, seed);
            same(sums, "profit" + holder, machine.exposures().profit()::profitMinor, holder, seed);
            same(sums, "fees" + holder, machine.exposures().profit()::fees, holder, seed);
        }
        sums.keySet().stream().filter(key -> key.startsWith("issuer")).forEach(key -> {
            String[] parts = key.substring("issuer".length()).split("/", 2);
            int issuer = machine.instruments().issuer(parts[1]);
            same(sums, key, holder -> machine.exposures().gross().issuer(holder, issuer), Long.parseLong(parts[0]),
                seed);
        });
    }

    private static void same(Map<String, BigDecimal> sums, String key, ToLongFunction<Long> of, long holder,
        String seed) {
        assertEquals(sums.getOrDefault(key, BigDecimal.ZERO).longValueExact(), of.applyAsLong(holder),
            key + " of " + Scope.kind(holder) + " " + Scope.id(holder) + ", " + seed);
    }
}
