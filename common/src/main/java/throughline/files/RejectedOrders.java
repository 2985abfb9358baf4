package throughline.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import throughline.files.ReferenceRows.Account;
import throughline.files.ReferenceRows.Instrument;
import throughline.files.ReferenceRows.Limit;
import throughline.message.Metric;
import throughline.message.RejectCode;
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
    /** How many 10^-8 a hundredth is: limits in money are x 10^-2. */
    private static final long MONEY_E8 = 1_000_000;
    private static final String ACCOUNT = "account:";
    private static final String BETWEEN = "/instrument:";
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
        addIf(RejectCode.MAX_ORDER_QTY, firmLimit(Metric.MAX_ORDER_QTY));
        addIf(RejectCode.MAX_ORDER_VALUE, firmLimit(Metric.MAX_ORDER_VALUE));
        addIf(RejectCode.PRICE_COLLAR, firmLimit(Metric.PRICE_COLLAR_FAR));
        addIf(RejectCode.POSITION_LIMIT, positionLimit());
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
                firmLimit(Metric.MAX_ORDER_QTY).value() / UNIT_E8 + 1, cheapest.priceE8());
            case MAX_ORDER_VALUE -> buy(line, account.account(), dearest,
                firmLimit(Metric.MAX_ORDER_VALUE).value() / (dearest.priceE8() / MONEY_E8) + 1, dearest.priceE8());
            case PRICE_COLLAR -> buy(line, account.account(), dearest, SHARES, outside(dearest));
            case POSITION_LIMIT -> {
                final Limit limit = positionLimit();
                final String symbol = limit.scope().substring(limit.scope().indexOf(BETWEEN) + BETWEEN.length());
                final Instrument instrument = firm.instruments().stream()
                    .filter(i -> i.symbol().equals(symbol)).findFirst().orElseThrow();
                buy(line, limit.scope().substring(ACCOUNT.length(), limit.scope().indexOf(BETWEEN)), instrument,
                    limit.value() / UNIT_E8 + 1, instrument.priceE8());
            }
            default -> throw new IllegalStateException("no order is made for " + code);
        }
    }

    private void addIf(final RejectCode code, final Limit limit) {
        if (limit != null) {
            kinds.add(code);
        }
    }

    private Limit firmLimit(final Metric metric) {
        return firm.limits().stream().filter(l -> l.scope().equals("firm") && l.metric() == metric
            && l.value() != Limit.OFF).findFirst().orElse(null);
    }

    private Limit positionLimit() {
        return firm.limits().stream().filter(l -> l.scope().contains(BETWEEN)
            && l.metric() == Metric.POSITION_LIMIT_LONG).findFirst().orElse(null);
    }

    private long outside(final Instrument instrument) {
        final long points = firmLimit(Metric.PRICE_COLLAR_FAR).value() / POINT_E8 + PAST_POINTS;
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
