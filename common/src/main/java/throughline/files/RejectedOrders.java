package throughline.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import throughline.files.ReferenceRows.Account;
import throughline.files.ReferenceRows.Instrument;
import throughline.files.ReferenceRows.Limit;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Decimals;

/**
 * The orders of the sample day that risk must reject, one kind after another, each just past what it breaks and within
 * all that is checked before. A kind is left out where the firm has no limit it could break.
 */
final class RejectedOrders {
    private static final int EACH = 3;
    private static final int ONE_IN = 20;
    private static final int PRICE_DECIMALS = 8;
    private static final long UNIT_E8 = 100_000_000L;
    private static final long POINT_E8 = UNIT_E8 / 100;
    private static final int BASIS_POINTS = 10_000;
    private static final int PAST_POINTS = 100;
    private static final int SHARES = 100;
    private static final String NO_ACCOUNT = "NO-SUCH-ACCOUNT";
    private static final String NO_SYMBOL = "NO.SUCH";

    private final ReferenceRows firm;
    private final Account account;
    private final Instrument cheapest;
    private final Instrument dearest;
    private final List<RejectCode> kinds = new ArrayList<>();

    /** Takes the accounts that trade; where the account does not matter, the first one sends what is rejected. */
    RejectedOrders(final ReferenceRows firm, final List<Account> accounts) {
        this.firm = firm;
        account = accounts.isEmpty() ? null : accounts.get(0);
        final Comparator<Instrument> byPrice = Comparator.comparing(Instrument::priceE8);
        cheapest = firm.instruments().stream().min(byPrice).orElse(null);
        dearest = firm.instruments().stream().max(byPrice).orElse(null);
        kinds.addAll(List.of(RejectCode.UNKNOWN_INSTRUMENT, RejectCode.UNKNOWN_ACCOUNT, RejectCode.BAD_TICK,
            RejectCode.BAD_LOT));
        addIf(RejectCode.MAX_ORDER_QTY, limit(ScopeKind.FIRM, Metric.MAX_ORDER_QTY));
        addIf(RejectCode.MAX_ORDER_VALUE, limit(ScopeKind.FIRM, Metric.MAX_ORDER_VALUE));
        addIf(RejectCode.PRICE_COLLAR, limit(ScopeKind.FIRM, Metric.PRICE_COLLAR_FAR));
        addIf(RejectCode.POSITION_LIMIT, limit(ScopeKind.ACCOUNT_INSTRUMENT, Metric.POSITION_LIMIT_LONG));
    }

    /** How many of a day's orders are rejected: three of each kind, and no more than one in twenty. */
    int count(final int orders) {
        return Math.min(EACH * kinds.size(), orders / ONE_IN);
    }

    /** Appends the end of the order id and the fields after it. */
    void append(final StringBuilder line, final int ordinal) {
        final RejectCode code = kinds.get(ordinal % kinds.size());
        line.append('-').append(code.name()).append(',');
        switch (code) {
            case UNKNOWN_INSTRUMENT -> buy(line, account.account(), NO_SYMBOL, SHARES, 0, dearest.priceE8());
            case UNKNOWN_ACCOUNT -> buy(line, NO_ACCOUNT, dearest, SHARES, dearest.priceE8());
            case BAD_TICK -> buy(line, account.account(), dearest, SHARES, dearest.priceE8() + dearest.tickE8() / 2);
            case BAD_LOT -> buy(line, account.account(), dearest.symbol(), SHARES * 10L + 5, 1, dearest.priceE8());
            case MAX_ORDER_QTY -> buy(line, account.account(), cheapest,
                limit(ScopeKind.FIRM, Metric.MAX_ORDER_QTY).valueE8() / UNIT_E8 + 1, cheapest.priceE8());
            case MAX_ORDER_VALUE -> buy(line, account.account(), dearest,
                limit(ScopeKind.FIRM, Metric.MAX_ORDER_VALUE).valueE8() / dearest.priceE8() + 1, dearest.priceE8());
            case PRICE_COLLAR -> buy(line, account.account(), dearest, SHARES, outside(dearest));
            case POSITION_LIMIT -> {
                final Limit limit = limit(ScopeKind.ACCOUNT_INSTRUMENT, Metric.POSITION_LIMIT_LONG);
                final Instrument instrument = firm.instruments().stream()
                    .filter(i -> i.symbol().equals(limit.symbol())).findFirst().orElseThrow();
                buy(line, limit.account(), instrument, limit.valueE8() / UNIT_E8 + 1, instrument.priceE8());
            }
            default -> throw new IllegalStateException("no order is made for " + code);
        }
    }

    private void addIf(final RejectCode code, final Limit limit) {
        if (limit != null) {
            kinds.add(code);
        }
    }

    private Limit limit(final ScopeKind scope, final Metric metric) {
        return firm.limits().stream()
            .filter(l -> l.scope() == scope && l.metric() == metric && l.valueE8() != Limit.OFF).findFirst()
            .orElse(null);
    }

    private long outside(final Instrument instrument) {
        final long points = limit(ScopeKind.FIRM, Metric.PRICE_COLLAR_FAR).valueE8() / POINT_E8 + PAST_POINTS;
        final long price = instrument.priceE8() + instrument.priceE8() / BASIS_POINTS * points;
        return price / instrument.tickE8() * instrument.tickE8();
    }

    private static void buy(final StringBuilder line, final String account, final Instrument instrument,
            final long shares, final long priceE8) {
        buy(line, account, instrument.symbol(), shares, 0, priceE8);
    }

    private static void buy(final StringBuilder line, final String account, final String symbol, final long quantity,
            final int decimals, final long priceE8) {
        line.append(account).append(',').append(symbol).append(",buy,limit,day,");
        Decimals.append(line, quantity, decimals);
        line.append(',');
        Decimals.append(line, priceE8, PRICE_DECIMALS);
    }
}
