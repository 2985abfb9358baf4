package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/** Holds, positions and what they are worth at their marks. Working quantities are summed from the holds each time. */
final class Books {
    /** A holder's holding in an instrument. Start value in the base currency, cash and fees in the instrument's. */
    static final class Holding {
        BigDecimal position = BigDecimal.ZERO;
        BigDecimal mark;
        BigDecimal rate;
        BigDecimal start = BigDecimal.ZERO;
        BigDecimal cash = BigDecimal.ZERO;
        private long version = -1;
        private Worth worth;
    }

    /** A holding's contribution to gross and net, in minor units of the base currency. */
    record Worth(BigDecimal gross, BigDecimal longs, BigDecimal shorts) {
    }

    private final Firm firm;
    final Map<Long, Hold> holds = new LinkedHashMap<>();
    final Map<Integer, Map<Long, Holding>> holdings = new TreeMap<>();
    private final Map<Integer, Map<Long, Hold>> holdsByInstrument = new HashMap<>();
    private final Map<Integer, Long> versions = new HashMap<>();

    Books(Firm firm) {
        this.firm = firm;
    }

    /** Something of an instrument changed: its holdings are worth something else. */
    void changed(int instrument) {
        versions.merge(instrument, 1L, Long::sum);
    }

    void add(Hold hold) {
        holds.put(hold.asked.orderId(), hold);
        holdsByInstrument.computeIfAbsent(hold.asked.instrument(), i -> new LinkedHashMap<>())
            .put(hold.asked.orderId(), hold);
        for (long holder : holders(hold.asked.account())) {
            holding(holder, hold.asked.instrument());
        }
        changed(hold.asked.instrument());
    }

    void remove(long orderId) {
        Hold hold = holds.remove(orderId);
        if (hold != null) {
            holdsByInstrument.get(hold.asked.instrument()).remove(orderId);
            changed(hold.asked.instrument());
        }
    }

    /** Every holding there is, as scopes. */
    List<Long> rows() {
        List<Long> rows = new ArrayList<>();
        holdings.forEach((instrument, of) -> of.keySet().forEach(h -> rows.add(Scope.holding(h, instrument))));
        return rows;
    }

    /** Forgets holdings that are none of these. */
    void keep(List<Long> rows) {
        Set<Long> kept = new HashSet<>(rows);
        holdings.forEach((instrument, of) -> of.keySet().removeIf(h -> !kept.contains(Scope.holding(h, instrument))));
    }

    /** The highest price at which a group's orders buy, or the lowest at which they sell; null: none rests. */
    BigDecimal nearest(int group, int instrument, boolean buying, Hold without) {
        BigDecimal best = null;
        for (Hold h : holdsByInstrument.getOrDefault(instrument, Map.of()).values()) {
            boolean same = firm.accounts.get(h.asked.account()).group() == group;
            if (h != without && same && h.buys() == buying && !h.isArmed()) {
                BigDecimal price = h.worstHeld();
                best = best == null ? price : buying ? price.max(best) : price.min(best);
            }
        }
        return best;
    }

    /** An account, its desk and the firm. */
    List<Long> holders(int account) {
        return List.of(Scope.of(ScopeKind.ACCOUNT, account),
            Scope.of(ScopeKind.DESK, firm.accounts.get(account).desk()), Scope.FIRM);
    }

    /** A holding, which is marked at the present price when it is new. */
    Holding holding(long holder, int instrument) {
        return holdings.computeIfAbsent(instrument, i -> new TreeMap<>())
            .computeIfAbsent(holder, h -> fresh(instrument));
    }

    private Holding fresh(int instrument) {
        Holding holding = new Holding();
        holding.mark = firm.price(instrument);
        holding.rate = firm.rate(firm.instruments.get(instrument).currency());
        return holding;
    }

    private Holding find(long holder, int instrument) {
        return holdings.getOrDefault(instrument, Map.of()).get(holder);
    }

    BigDecimal position(long holder, int instrument) {
        Holding holding = find(holder, instrument);
        return holding == null ? BigDecimal.ZERO : holding.position;
    }

    /** What works on one side, one order left out. */
    BigDecimal working(long holder, int instrument, boolean buys, Hold without) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Hold h : holdsByInstrument.getOrDefault(instrument, Map.of()).values()) {
            if (h != without && h.buys() == buys && isOf(holder, h.asked.account())) {
                sum = sum.add(h.held());
            }
        }
        return sum;
    }

    private boolean isOf(long holder, int account) {
        return switch (Scope.kind(holder)) {
            case FIRM -> true;
            case DESK -> firm.accounts.get(account).desk() == Scope.id(holder);
            case ACCOUNT -> account == Scope.id(holder);
            default -> false;
        };
    }

    /** Bought (above 0) or sold; a strategy of 0 holds nothing. Cash is rounded half up as the books do. */
    void execute(int account, int strategy, int instrument, BigDecimal by, BigDecimal price, BigDecimal fees) {
        Firm.Instrument of = firm.instruments.get(instrument);
        BigDecimal amount = Firm.minor(of, by.abs(), price, RoundingMode.HALF_UP);
        BigDecimal cash = (by.signum() > 0 ? amount.negate() : amount).subtract(fees);
        List<Long> holders = new ArrayList<>(holders(account));
        if (strategy != 0) {
            holders.add(Scope.of(ScopeKind.STRATEGY, strategy));
        }
        for (long holder : holders) {
            Holding holding = holding(holder, instrument);
            holding.position = holding.position.add(by);
            holding.cash = holding.cash.add(cash);
        }
        changed(instrument);
    }

    /** A position moves otherwise than by a trade: at the account's mark, for no fee. */
    void move(int account, int instrument, BigDecimal by) {
        BigDecimal mark = holding(Scope.of(ScopeKind.ACCOUNT, account), instrument).mark;
        execute(account, 0, instrument, by, mark, BigDecimal.ZERO);
    }

    /** The ledger states a position; gives whether it is another than was held. */
    boolean state(int account, int instrument, BigDecimal stated) {
        BigDecimal by = stated.subtract(position(Scope.of(ScopeKind.ACCOUNT, account), instrument));
        if (by.signum() == 0) {
            return false;
        }
        for (long holder : holders(account)) {
            Holding holding = holding(holder, instrument);
            holding.position = holding.position.add(by);
        }
        changed(instrument);
        return true;
    }

    void mark(long scope, BigDecimal price, BigDecimal rate) {
        int instrument = Scope.instrumentId(scope);
        Holding holding = find(Scope.holder(scope), instrument);
        holding.mark = price;
        holding.rate = rate;
        changed(instrument);
    }

    /** Whether a holding in an instrument is marked at another price or rate than stands now. */
    boolean isMarkedOtherwise(int instrument) {
        Holding now = fresh(instrument);
        return holdings.getOrDefault(instrument, Map.of()).values().stream()
            .anyMatch(h -> h.mark.compareTo(now.mark) != 0 || h.rate.compareTo(now.rate) != 0);
    }

    /** The date begins: what is held now is where its profit and loss starts from. */
    void dayOpened() {
        holdings.forEach((instrument, of) -> of.values().forEach(h -> {
            h.start = value(instrument, h);
            h.cash = BigDecimal.ZERO;
        }));
        holds.values().forEach(h -> {
            h.dayQuantity = BigDecimal.ZERO;
            h.dayMoney = BigDecimal.ZERO;
            h.dayFees = BigDecimal.ZERO;
        });
    }

    private BigDecimal value(int instrument, Holding h) {
        return worth(instrument, h.position, h);
    }

    /** A quantity at a holding's mark, in the base currency, rounded up in magnitude twice. */
    private BigDecimal worth(int instrument, BigDecimal quantity, Holding at) {
        Firm.Instrument of = firm.instruments.get(instrument);
        return firm.toBase(Firm.minor(of, quantity, at.mark, RoundingMode.UP), of.currency(), at.rate);
    }

    private Worth worth(int instrument, long holder, BigDecimal buying, BigDecimal selling, Hold without) {
        Holding held = find(holder, instrument);
        Holding at = held == null ? fresh(instrument) : held;
        BigDecimal most = at.position.add(working(holder, instrument, true, without)).add(buying);
        BigDecimal least = at.position.subtract(working(holder, instrument, false, without)).subtract(selling);
        return new Worth(worth(instrument, most.abs().max(least.abs()), at), worth(instrument, most, at),
            worth(instrument, least, at));
    }

    /** A holder's holding in an instrument as it stands. */
    private Worth worth(int instrument, long holder, Holding holding) {
        long version = versions.getOrDefault(instrument, 0L);
        if (holding.version != version) {
            holding.worth = worth(instrument, holder, BigDecimal.ZERO, BigDecimal.ZERO, null);
            holding.version = version;
        }
        return holding.worth;
    }

    /** Gross, longs and shorts of a holder; with an order's quantity in place of its hold, unless that is null. */
    Worth total(long holder, Judged order, String issuer) {
        Worth sum = new Worth(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        int ordered = order == null ? 0 : order.instrument.id();
        for (Map.Entry<Integer, Map<Long, Holding>> e : holdings.entrySet()) {
            Holding holding = e.getValue().get(holder);
            if (holding != null && e.getKey() != ordered && isBy(issuer, e.getKey())) {
                sum = plus(sum, worth(e.getKey(), holder, holding));
            }
        }
        if (order == null) {
            return sum;
        }
        BigDecimal leaves = order.leaves.max(BigDecimal.ZERO);
        boolean buys = order.asked.buys();
        return plus(sum, worth(ordered, holder, buys ? leaves : BigDecimal.ZERO, buys ? BigDecimal.ZERO : leaves,
            order.own));
    }

    /** Gross of the order's instrument alone, with the order. */
    BigDecimal alone(long holder, Judged order) {
        BigDecimal leaves = order.leaves.max(BigDecimal.ZERO);
        boolean buys = order.asked.buys();
        return worth(order.instrument.id(), holder, buys ? leaves : BigDecimal.ZERO, buys ? BigDecimal.ZERO : leaves,
            order.own).gross;
    }

    private boolean isBy(String issuer, int instrument) {
        return issuer == null || issuer.equals(firm.instruments.get(instrument).issuer());
    }

    private static Worth plus(Worth a, Worth b) {
        return new Worth(a.gross.add(b.gross), a.longs.add(b.longs), a.shorts.add(b.shorts));
    }

    /** Profit (above 0) or loss of the date, in minor units of the base currency. */
    BigDecimal profit(long holder) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Integer, Map<Long, Holding>> e : holdings.entrySet()) {
            Holding h = e.getValue().get(holder);
            if (h != null) {
                int currency = firm.instruments.get(e.getKey()).currency();
                sum = sum.add(value(e.getKey(), h)).subtract(h.start).add(firm.toBase(h.cash, currency, h.rate));
            }
        }
        return sum;
    }

    /** Working orders of a scope, one left out. */
    int count(long scope, Hold without) {
        int count = 0;
        for (Hold h : holds.values()) {
            count += h != without && isIn(scope, h) ? 1 : 0;
        }
        return count;
    }

    /** Whether a held order stands in a scope. */
    boolean isIn(long scope, Hold h) {
        Firm.Account account = firm.accounts.get(h.asked.account());
        int id = Scope.id(scope);
        return switch (Scope.kind(scope)) {
            case FIRM -> true;
            case DESK -> account.desk() == id;
            case TRADER -> h.user == id;
            case ACCOUNT -> account.id() == id;
            case CLIENT -> account.isClient() && account.party() == id;
            case STRATEGY -> h.strategy == id;
            case SESSION -> h.session == id;
            case SECTOR -> firm.instruments.get(h.asked.instrument()).sectorId() == id;
            case GROUP -> account.group() == id;
            case INSTRUMENT -> h.asked.instrument() == Scope.instrumentId(scope);
            case ACCOUNT_INSTRUMENT -> account.id() == id && h.asked.instrument() == Scope.instrumentId(scope);
            default -> false;
        };
    }
}
