package throughline.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.exposure.Gross;
import throughline.exposure.Holdings;
import throughline.exposure.Worth;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/**
 * What gross, net, concentration and loss of each holder would be if the marks of some instruments moved by a percent,
 * positions and orders as they are. Walks the holdings in slices, so that nobody waits long; before and after are
 * taken of each holding at the same moment. The machine's thread.
 */
public final class Shock {
    /** Holdings of a slice. */
    private static final int SLICE = 20_000;
    private static final int GROSS = 0;
    private static final int LONGS = 1;
    private static final int SHORTS = 2;
    private static final int PROFIT = 3;
    private static final int NUMBERS = 4;

    private final long percentE8;
    private final long scope;
    private final Map<Long, long[]> byHolder = new TreeMap<>();
    private final Map<Long, long[]> byIssuer = new TreeMap<>();
    private long unknown;
    private int row;

    /**
     * Before the first holding.
     *
     * @param percentE8 by how much prices move, percent x 10^-8; not below -100 %
     * @param scope the firm: all instruments; a sector; an instrument
     */
    public Shock(long percentE8, long scope) {
        this.percentE8 = percentE8;
        this.scope = scope;
    }

    /** Walks on; true once all holdings have been met. */
    public boolean walk(MiddleMachine machine) {
        Holdings holdings = machine.exposures().holdings();
        int end = Math.min(holdings.end(), row + SLICE);
        while (row < end) {
            take(machine, holdings);
            row++;
        }
        return row >= holdings.end();
    }

    private void take(MiddleMachine machine, Holdings holdings) {
        Worth worth = holdings.worth();
        long holder = Scope.holder(holdings.key(row));
        int instrument = Scope.instrumentId(holdings.key(row));
        long markE8 = isHit(machine, instrument) ? shocked(holdings.markE8(row)) : holdings.markE8(row);
        long profit = worth.profitMinor(row);
        long profitThen = markE8 == Money.OVERFLOW ? Money.OVERFLOW
            : worth.profitAt(row, markE8, holdings.rateE8(row));
        if (profit == Money.OVERFLOW || profitThen == Money.OVERFLOW) {
            unknown++;
            return;
        }
        long[] sums = byHolder.computeIfAbsent(holder, none -> new long[2 * NUMBERS]);
        add(sums, PROFIT, profit, profitThen);
        if (Scope.kind(holder) == ScopeKind.STRATEGY) {
            return;
        }
        long position = holdings.position(row);
        long longs = worth.sideAtPrice(row, position + holdings.buys(row), markE8);
        long shorts = worth.sideAtPrice(row, position - holdings.sells(row), markE8);
        long gross = worth.grossMinor(row);
        long grossThen = Gross.larger(longs, shorts);
        if (worth.longMinor(row) == Money.OVERFLOW || longs == Money.OVERFLOW || shorts == Money.OVERFLOW) {
            unknown++;
            return;
        }
        add(sums, GROSS, gross, grossThen);
        add(sums, LONGS, worth.longMinor(row), longs);
        add(sums, SHORTS, worth.shortMinor(row), shorts);
        int issuer = machine.instruments().issuerId(instrument);
        long key = issuer == 0 ? -holdings.key(row) : Scope.holding(holder, issuer);
        add(byIssuer.computeIfAbsent(key, none -> new long[2]), gross, grossThen);
    }

    private boolean isHit(MiddleMachine machine, int instrument) {
        return switch (Scope.kind(scope)) {
            case SECTOR -> machine.instruments().sectorId(instrument) == Scope.id(scope);
            case INSTRUMENT -> Scope.instrumentId(scope) == instrument;
            default -> true;
        };
    }

    private long shocked(long markE8) {
        return Exact.ceiling(markE8, Exact.HUNDRED_PERCENT_E8 + percentE8, Exact.HUNDRED_PERCENT_E8);
    }

    private static void add(long[] sums, int number, long before, long after) {
        sums[number] = plus(sums[number], before);
        sums[number + NUMBERS] = plus(sums[number + NUMBERS], after);
    }

    private static void add(long[] sums, long before, long after) {
        sums[0] = plus(sums[0], before);
        sums[1] = plus(sums[1], after);
    }

    /** a + b, no further than a long goes. */
    private static long plus(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a < 0 ? -Money.OVERFLOW : Money.OVERFLOW;
    }

    /** How many holdings were left out because their value cannot be told, now or then. */
    public long unknown() {
        return unknown;
    }

    /** The limits of those holders, each with what it is used for before and after; in the order of scopes. */
    public List<Touched> limits(MiddleMachine machine) {
        List<Touched> touched = new ArrayList<>();
        long unit = machine.day().moneyUnit();
        Map<Long, long[]> largest = largestByHolder();
        byHolder.forEach((holder, sums) -> {
            add(machine, touched, holder, Metric.GROSS_EXPOSURE, RejectCode.GROSS_EXPOSURE,
                inUnits(sums[GROSS], unit), inUnits(sums[GROSS + NUMBERS], unit));
            add(machine, touched, holder, Metric.NET_EXPOSURE, RejectCode.NET_EXPOSURE,
                inUnits(Math.max(sums[LONGS], -sums[SHORTS]), unit),
                inUnits(Math.max(sums[LONGS + NUMBERS], -sums[SHORTS + NUMBERS]), unit));
            add(machine, touched, holder, Metric.DAILY_LOSS, RejectCode.DAILY_LOSS,
                inUnits(-sums[PROFIT], unit), inUnits(-sums[PROFIT + NUMBERS], unit));
            concentrated(machine, touched, holder, largest.get(holder), unit);
        });
        return touched;
    }

    /** Of each holder, the issuer that would be its largest. */
    private Map<Long, long[]> largestByHolder() {
        Map<Long, long[]> largest = new TreeMap<>();
        byIssuer.forEach((key, sums) -> largest.merge(Scope.holder(Math.abs(key)), sums,
            (one, other) -> other[1] > one[1] ? other : one));
        return largest;
    }

    private static void concentrated(MiddleMachine machine, List<Touched> touched, long holder, long[] largest,
        long unit) {
        long whole = machine.limits().value(holder, Metric.GROSS_EXPOSURE);
        if (whole > 0 && largest != null) {
            add(machine, touched, holder, Metric.CONCENTRATION, RejectCode.CONCENTRATION,
                Exact.ceiling(inUnits(largest[0], unit), Exact.HUNDRED_PERCENT_E8, whole),
                Exact.ceiling(inUnits(largest[1], unit), Exact.HUNDRED_PERCENT_E8, whole));
        }
    }

    private static void add(MiddleMachine machine, List<Touched> touched, long holder, Metric metric, RejectCode code,
        long before, long after) {
        long bound = machine.limits().value(holder, metric);
        if (bound != Limits.NONE) {
            touched.add(new Touched(code, metric, holder, 0, bound, before, after, after <= bound));
        }
    }

    private static long inUnits(long minor, long unit) {
        return minor < 0 ? -Exact.saturatedProduct(-minor, unit) : Exact.saturatedProduct(minor, unit);
    }
}
