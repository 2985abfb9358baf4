package throughline.files;

import java.util.List;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.CostMethod;
import throughline.message.FeeKind;
import throughline.message.Metric;
import throughline.message.PartyKind;
import throughline.message.SelfTradeMode;
import throughline.message.TierBy;

/**
 * All that a firm's reference files say, row by row in the files' order, checked: names are unique and whatever a row
 * names stands in another. Prices are x 10^-8, money is in minor units of its currency, quantities in the instrument's
 * quantity scale, dates are epoch days, currencies ISO 4217 numbers. Immutable, for any thread.
 */
public record ReferenceRows(
        List<Instrument> instruments,
        List<Party> parties,
        List<Account> accounts,
        List<Cash> cash,
        List<Holding> holdings,
        List<Fee> fees,
        List<Limit> limits,
        List<User> users,
        List<CustodianRule> custodianRules,
        List<Street> streets,
        List<Tick> ticks) {

    /** Copies the lists, so that nobody changes them. */
    public ReferenceRows {
        instruments = List.copyOf(instruments);
        parties = List.copyOf(parties);
        accounts = List.copyOf(accounts);
        cash = List.copyOf(cash);
        holdings = List.copyOf(holdings);
        fees = List.copyOf(fees);
        limits = List.copyOf(limits);
        users = List.copyOf(users);
        custodianRules = List.copyOf(custodianRules);
        streets = List.copyOf(streets);
        ticks = List.copyOf(ticks);
    }

    /** The custodian's rule for an account and symbol: of the rules that fit, account before symbol before any. */
    public CustodianRule custodianRule(final String account, final String symbol) {
        CustodianRule best = CustodianRule.SETTLES;
        for (final CustodianRule rule : custodianRules) {
            if (rule.fits(account, symbol) && rule.rank() > best.rank()) {
                best = rule;
            }
        }
        return best;
    }

    /**
     * An instrument and its opening reference price; lot in the quantity scale, which is 0 (whole) or 8.
     *
     * @param issuer    who issued it: its name, where the file says no other
     * @param tickTable table that says its tick by price; 0: tickE8 at every price
     * @param bandBps   furthest a trade may be from the last, 1 % = 100; 0: any distance
     */
    public record Instrument(String symbol, String name, String sector, String issuer, int currency,
            int quantityScale, long tickE8, long lot, long multiplier, long priceE8, int tickTable, int bandBps) {
    }

    /** A row of a tick table: the tick from a price on. Rows come by table and price; a table's first is from 0. */
    public record Tick(int table, long fromPriceE8, long tickE8) {
    }

    /** Someone the firm has to do with. */
    public record Party(String party, String name, PartyKind kind) {
    }

    /**
     * An account; desk is empty for one of kind outside. Accounts of one group never trade with each other, unless the
     * mode, which says whose order ends, is none. Netted, its obligations settle net at the CCP.
     */
    public record Account(String account, String party, String desk, AccountKind kind, boolean shortSale,
            int selfTradeGroup, CostMethod costMethod, SelfTradeMode selfTradeMode, boolean netted) {
    }

    /** Opening money: the firm's capital for a principal account, a deposit for a client's; line is file:number. */
    public record Cash(String account, int currency, long amountMinor, CashKind kind, String line) {
    }

    /** What opening money is. */
    public enum CashKind {
        /** Paid in by the firm's owners. */
        CAPITAL,
        /** Paid in by a client, segregated. */
        DEPOSIT
    }

    /** An opening holding with its total cost in the instrument's currency; line is file:number. */
    public record Holding(String account, String symbol, long quantity, long costMinor, String line) {
    }

    /**
     * A row of a dated fee table. The fee of an order is notional x rate + quantity x rate, by the rates of the tiers
     * for the parts above them, rounded once, + perOrder, then held between minimum and maximum.
     *
     * @param accountKind         whose orders it is charged on; null: all
     * @param account             the one account it is charged to; empty: all of the kind
     * @param currency            of the instruments it is charged on, ISO 4217; 0: any
     * @param fromDate            first day
     * @param toDate              last day; {@link #NO_DATE}: open
     * @param chargeDate          which date of a trade must be in these days
     * @param ratePerNotionalE8   of the notional, x 10^-8
     * @param ratePerUnitE8       currency units a share, x 10^-8
     * @param maximumMinor        {@link #NO_MAXIMUM}: none
     * @param aboveMinor          charged only where the notional is above; 0: always
     * @param tierBy              what a tier begins at an amount of
     * @param tiers               in rising order
     */
    public record Fee(FeeKind kind, AccountKind accountKind, String account, int currency, ChargedSides sides,
            int fromDate, int toDate, ChargeDate chargeDate, long ratePerNotionalE8, long ratePerUnitE8,
            long perOrderMinor, long minimumMinor, long maximumMinor, long aboveMinor, TierBy tierBy,
            List<FeeTier> tiers, boolean roundsUp) {
        /** No last day: as int32 null in a record. */
        public static final int NO_DATE = Integer.MIN_VALUE;
        /** No maximum: as int64 null in a record. */
        public static final long NO_MAXIMUM = Long.MIN_VALUE;

        /** Copies the tiers, so that nobody changes them. */
        public Fee {
            tiers = List.copyOf(tiers);
        }
    }

    /** The part above an amount, in minor units or whole units of quantity, has these rates. */
    public record FeeTier(long from, long ratePerNotionalE8, long ratePerUnitE8) {
    }

    /**
     * A limit.
     *
     * @param scope as people write it, of names that are in these files
     * @param value bound in the metric's unit, see {@code Measure}, or {@link #OFF}
     */
    public record Limit(String scope, Metric metric, long value) {
        /** Switched off: a bound that nothing exceeds. */
        public static final long OFF = Long.MAX_VALUE;
    }

    /**
     * A person.
     *
     * @param roles bits as in the Roles set of the schema: trader 1, risk 2, operations 4, admin 8, auditor 16
     * @param desk  desk whose accounts are theirs; empty: every desk
     */
    public record User(String user, int roles, String desk) {
    }

    /**
     * What the simulated custodian does with an instruction; {@code *} stands for any account or symbol.
     *
     * @param days    settlement days until the rest settles, for late and partial
     * @param reason  ISO 15022 reason code (LACK, MONY, …) it gives; empty where it settles
     * @param percent of the quantity that settles in time, for partial; else 0
     */
    public record CustodianRule(String account, String symbol, Outcome outcome, int days, String reason,
            int percent) {
        /** Any account, or any symbol. */
        public static final String ANY = "*";

        private static final CustodianRule SETTLES = new CustodianRule("", "", Outcome.SETTLES, 0, "", 0);

        boolean fits(final String anAccount, final String aSymbol) {
            return (account.equals(ANY) || account.equals(anAccount)) && (symbol.equals(ANY) || symbol.equals(aSymbol));
        }

        int rank() {
            return this == SETTLES ? 0 : 1 + (account.equals(ANY) ? 0 : 2) + (symbol.equals(ANY) ? 0 : 1);
        }
    }

    /** What becomes of an instruction on its settlement date. */
    public enum Outcome {
        /** All of it settles. */
        SETTLES,
        /** All of it settles some days later. */
        LATE,
        /** A part settles, the rest some days later. */
        PARTIAL,
        /** It never settles by itself. */
        FAILS
    }

    /**
     * The liquidity a venue provides itself: a quote on either side of the reference price.
     *
     * @param distanceE8 of the quotes from the reference, in percent x 10^-8
     * @param size       shares it trades with one order
     */
    public record Street(String venue, String account, long distanceE8, long size) {
    }
}
