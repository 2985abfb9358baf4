package throughline.files;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import throughline.files.ReferenceRows.Fee;
import throughline.files.ReferenceRows.FeeTier;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.TierBy;
import throughline.reference.Decimals;

/** What the columns of fees.csv mean. One thread. */
final class FeeLines {
    /** Columns that must be there. */
    static final String[] COLUMNS = {"kind", "accountKind", "fromDate", "toDate", "ratePerNotional", "ratePerUnit",
        "perOrder", "minimum", "maximum", "rounding"};
    /** Columns that may be; sellsOnly is the older way to say side. */
    static final String[] OPTIONAL =
        {"sellsOnly", "side", "currency", "account", "above", "chargeDate", "tierBy", "tiers"};

    private static final int RATE_DECIMALS = 8;
    private static final int USUAL_DECIMALS = 2;
    private static final int MAX_TIERS = 100;

    private final Map<String, AccountKind> kindByAccount;
    private final Map<String, TreeMap<Integer, Integer>> spans = new HashMap<>();
    private final List<Fee> fees = new ArrayList<>();

    private enum Rounding { UP, HALF_UP }

    private enum Sides { ALL, BUY, SELL }

    /** Reads fees of accounts known by their names. */
    FeeLines(final Map<String, AccountKind> kindByAccount) {
        this.kindByAccount = kindByAccount;
    }

    /** The good lines so far. */
    List<Fee> rows() {
        return fees;
    }

    void read(final Row row) {
        final FeeKind kind = row.choice("kind", FeeKind.COMMISSION, FeeKind.EXCHANGE, FeeKind.SEC_SECTION_31,
            FeeKind.TAF, FeeKind.SDRT, FeeKind.PTM_LEVY);
        final AccountKind accountKind = row.isEmpty("accountKind") ? null
            : row.choice("accountKind", AccountKind.PRINCIPAL, AccountKind.CLIENT);
        final int from = row.date("fromDate");
        final int to = row.isEmpty("toDate") ? Fee.NO_DATE : row.date("toDate");
        final long perNotional = row.decimal("ratePerNotional", RATE_DECIMALS, 0);
        final long perUnit = row.decimal("ratePerUnit", RATE_DECIMALS, 0);
        final Currency currency = row.isEmpty("currency") ? null : row.currency("currency");
        final int digits = currency == null ? USUAL_DECIMALS : currency.getDefaultFractionDigits();
        final long perOrder = row.decimal("perOrder", digits, 0);
        final long minimum = row.decimal("minimum", digits, 0);
        final long maximum = row.isEmpty("maximum") ? Fee.NO_MAXIMUM : row.decimal("maximum", digits, minimum);
        final long above = row.isEmpty("above") ? 0 : row.decimal("above", digits, 0);
        final ChargedSides sides = sides(row);
        final TierBy tierBy = row.isEmpty("tierBy") ? TierBy.NOTIONAL
            : row.choice("tierBy", TierBy.NOTIONAL, TierBy.QUANTITY);
        final Fee fee = new Fee(kind, accountKind, account(row, accountKind),
            currency == null ? 0 : currency.getNumericCode(), sides, from, to, chargeDate(row, kind), perNotional,
            perUnit, perOrder, minimum, maximum, above, tierBy,
            tiers(row, tierBy == TierBy.QUANTITY ? 0 : digits, perNotional, perUnit),
            row.choice("rounding", Rounding.values()) == Rounding.UP);
        if (to != Fee.NO_DATE && to < from) {
            row.problem("toDate", "is before fromDate");
        }
        if (row.good()) {
            refuseOverlap(row, fee);
        }
        if (row.good()) {
            fees.add(fee);
        }
    }

    private static ChargedSides sides(final Row row) {
        final boolean sells = !row.isEmpty("sellsOnly") && row.flag("sellsOnly");
        if (row.isEmpty("side")) {
            return sells ? ChargedSides.SELLS : ChargedSides.ALL;
        }
        final Sides side = row.choice("side", Sides.values());
        if (!row.isEmpty("sellsOnly") && sells != (side == Sides.SELL)) {
            row.problem("side", "'" + row.raw("side") + "' is not what sellsOnly says");
        }
        return side == Sides.SELL ? ChargedSides.SELLS : side == Sides.BUY ? ChargedSides.BUYS : ChargedSides.ALL;
    }

    private String account(final Row row, final AccountKind accountKind) {
        final String account = row.raw("account");
        final AccountKind kind = kindByAccount.get(account);
        if (!account.isEmpty() && !kindByAccount.containsKey(account)) {
            row.problem("account", "'" + account + "' is not in accounts.csv");
        } else if (kind != null && accountKind != null && kind != accountKind) {
            row.problem("account", "'" + account + "' is not of kind " + accountKind.name().toLowerCase(Locale.ROOT));
        }
        return account;
    }

    /** Left out, it is what the law says: the settlement date for section 31. */
    private static ChargeDate chargeDate(final Row row, final FeeKind kind) {
        return !row.isEmpty("chargeDate") ? row.choice("chargeDate", ChargeDate.TRADE, ChargeDate.SETTLEMENT)
            : kind == FeeKind.SEC_SECTION_31 ? ChargeDate.SETTLEMENT : ChargeDate.TRADE;
    }

    /** As {@code 1000000:0.0005;5000000:0.0003}, or with both rates as {@code 1000000:0.0005/0.001}. */
    private static List<FeeTier> tiers(final Row row, final int digits, final long perNotional, final long perUnit) {
        final List<FeeTier> tiers = new ArrayList<>();
        if (row.isEmpty("tiers")) {
            return tiers;
        }
        long last = 0;
        for (final String text : row.raw("tiers").split(";", -1)) {
            final String[] parts = text.split("[:/]", -1);
            final boolean both = parts.length == 3;
            final boolean form = text.indexOf(':') > 0 && text.indexOf('/') < 0 == (parts.length == 2);
            if (parts.length < 2 || parts.length > 3 || !form) {
                row.problem("tiers", "'" + text + "' is not as 1000000:0.0005 or 1000000:0.0005/0.001");
                return tiers;
            }
            final long from = part(row, parts[0], digits);
            final long rate = part(row, parts[1], RATE_DECIMALS);
            final long second = both ? part(row, parts[2], RATE_DECIMALS) : 0;
            final boolean ofUnits = !both && perUnit != 0;
            if (ofUnits && perNotional != 0) {
                row.problem("tiers", "'" + text + "' needs both rates, as its row has both");
            }
            if (from <= last) {
                row.problem("tiers", "'" + text + "' does not begin above the one before");
            }
            last = from;
            tiers.add(new FeeTier(from, ofUnits ? 0 : rate, ofUnits ? rate : second));
        }
        if (tiers.size() > MAX_TIERS) {
            row.problem("tiers", "are more than " + MAX_TIERS);
        }
        return tiers;
    }

    private static long part(final Row row, final String text, final int decimals) {
        final String refusal = Decimals.refusal(text, decimals);
        if (refusal != null) {
            row.problem("tiers", "'" + text + "' " + refusal);
            return 0;
        }
        final long value = Decimals.parse(text, decimals);
        if (value < 0) {
            row.problem("tiers", "'" + text + "' is less than 0");
        }
        return value;
    }

    /** Two rows for the same trades in force on one day would leave the choice to chance. */
    private void refuseOverlap(final Row row, final Fee fee) {
        final TreeMap<Integer, Integer> span = spans.computeIfAbsent(fee.kind() + " " + fee.accountKind() + " "
            + fee.account() + " " + fee.currency() + " " + fee.sides(), key -> new TreeMap<>());
        final int to = fee.toDate() == Fee.NO_DATE ? Integer.MAX_VALUE : fee.toDate();
        final Map.Entry<Integer, Integer> before = span.floorEntry(to);
        if (before != null && before.getValue() >= fee.fromDate()) {
            row.problem("fromDate", "overlaps another row of this kind and account kind");
        }
        span.put(fee.fromDate(), to);
    }
}
