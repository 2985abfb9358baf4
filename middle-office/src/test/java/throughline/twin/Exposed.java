package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import throughline.exposure.Buckets;
import throughline.exposure.Cash;
import throughline.exposure.Credit;
import throughline.exposure.Exposures;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.exposure.Repetitions;
import throughline.exposure.Resting;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/** All that the machine shows of its exposures, held against the twin's. */
final class Exposed {
    private static final BigDecimal TOKENS = BigDecimal.valueOf(1_000_000_000L);

    private final MiddleMachine machine;
    private final Exposures exposures;
    private final Twin twin;
    private final Firm firm;

    Exposed(MiddleMachine machine, Twin twin) {
        this.machine = machine;
        this.exposures = machine.exposures();
        this.twin = twin;
        this.firm = twin.firm;
    }

    /** Compares everything as of now; the office must have nothing left to do. */
    void compare() {
        holds();
        holdings();
        firm.accounts.keySet().forEach(id -> totals(Scope.of(ScopeKind.ACCOUNT, id)));
        firm.accounts.values().stream().map(Firm.Account::desk).distinct()
            .forEach(id -> totals(Scope.of(ScopeKind.DESK, id)));
        totals(Scope.FIRM);
        strategies();
        marks();
        scopes().forEach(this::flows);
        cash();
        resting();
    }

    private void holds() {
        Holds holds = exposures.holds();
        assertEquals(twin.books.holds.size(), holds.count(), "held orders");
        twin.books.holds.forEach((id, h) -> {
            int row = holds.row(id);
            int scale = firm.instruments.get(h.asked.instrument()).scale();
            same("leaves of " + id, h.leaves, scale, holds.leaves(row));
            same("held of " + id, h.held(), scale, holds.held(row));
            same("worst price of " + id, h.worstHeld(), 8, holds.worstPriceE8(row));
            same("value of " + id, h.valueHeld(), 0, holds.valueMinor(row));
            same("fees of " + id, h.feesHeld(), 0, holds.feesMinor(row));
        });
    }

    /** Quantities, marks and worth of every holder's holding in every instrument. */
    private void holdings() {
        Holdings holdings = exposures.holdings();
        int rows = 0;
        for (Map.Entry<Integer, Map<Long, Books.Holding>> e : twin.books.holdings.entrySet()) {
            Firm.Instrument instrument = firm.instruments.get(e.getKey());
            for (Map.Entry<Long, Books.Holding> held : e.getValue().entrySet()) {
                long holder = held.getKey();
                int row = holdings.row(Scope.holding(holder, instrument.id()));
                String what = " of " + text(holder) + " in " + instrument.id();
                same("position" + what, held.getValue().position, instrument.scale(), holdings.position(row));
                same("mark" + what, held.getValue().mark, 8, holdings.markE8(row));
                same("rate" + what, held.getValue().rate, 8, holdings.rateE8(row));
                if (Scope.kind(holder) != ScopeKind.STRATEGY) {
                    same("buys" + what, twin.books.working(holder, instrument.id(), true, null), instrument.scale(),
                        holdings.buys(row));
                    same("sells" + what, twin.books.working(holder, instrument.id(), false, null),
                        instrument.scale(), holdings.sells(row));
                }
                rows++;
            }
        }
        assertEquals(rows, holdings.end(), "holdings");
    }

    /** What an account, a desk or the firm has in all, and of each issuer. */
    private void totals(long holder) {
        Books.Worth worth = twin.books.total(holder, null, null);
        same("gross of " + text(holder), worth.gross(), 0, exposures.gross().gross(holder));
        same("longs of " + text(holder), worth.longs(), 0, exposures.gross().longs(holder));
        same("shorts of " + text(holder), worth.shorts(), 0, exposures.gross().shorts(holder));
        firm.instruments.values().stream().map(Firm.Instrument::issuer).filter(i -> !i.isEmpty()).distinct()
            .forEach(issuer -> same("gross of " + text(holder) + " by " + issuer,
                twin.books.total(holder, null, issuer).gross(), 0,
                exposures.gross().issuer(holder, machine.instruments().issuer(issuer))));
        same("profit of " + text(holder), twin.books.profit(holder), 0, exposures.profit().profitMinor(holder));
    }

    private void strategies() {
        firm.strategies.values().forEach(id -> {
            long strategy = Scope.of(ScopeKind.STRATEGY, id);
            same("profit of " + text(strategy), twin.books.profit(strategy), 0,
                exposures.profit().profitMinor(strategy));
            Flow.Repeats repeats = twin.flow.repeats(id);
            assertEquals(repeats.executed ? repeats.count : Repetitions.NOT_COUNTED,
                exposures.repetitions().count(id), "repetitions of " + text(strategy));
        });
    }

    private void marks() {
        long oldest = twin.totals.waiting.values().stream().mapToLong(Long::longValue).min().orElse(0);
        assertEquals(oldest, exposures.holdings().marks().oldestNs(), "oldest price not taken up");
    }

    /** Every scope that anything of a flow is kept for. */
    private List<Long> scopes() {
        List<Long> scopes = new ArrayList<>(List.of(Scope.FIRM));
        firm.accounts.values().forEach(a -> {
            scopes.add(Scope.of(ScopeKind.ACCOUNT, a.id()));
            if (a.isClient()) {
                scopes.add(Scope.of(ScopeKind.CLIENT, a.party()));
            }
        });
        firm.users.keySet().forEach(id -> scopes.add(Scope.of(ScopeKind.TRADER, id)));
        firm.sessions.values().forEach(id -> scopes.add(Scope.of(ScopeKind.SESSION, id)));
        firm.instruments.keySet().forEach(id -> scopes.add(Scope.instrument(id)));
        firm.instruments.values().stream().map(Firm.Instrument::sectorId).filter(id -> id != 0).distinct()
            .forEach(id -> scopes.add(Scope.of(ScopeKind.SECTOR, id)));
        return scopes;
    }

    private void flows(long scope) {
        switch (Scope.kind(scope)) {
            case FIRM -> {
                window(scope);
                credit(scope);
                count(scope);
                bucket(scope);
            }
            case CLIENT -> {
                window(scope);
                credit(scope);
            }
            case TRADER -> {
                window(scope);
                bucket(scope);
            }
            case SESSION -> {
                count(scope);
                bucket(scope);
            }
            case INSTRUMENT -> {
                window(scope);
                count(scope);
            }
            case SECTOR -> credit(scope);
            default -> count(scope);
        }
    }

    private void window(long scope) {
        same("value passed of " + text(scope), twin.flow.window(scope, twin.lastTimeNs), 0,
            exposures.windows().sum(scope, twin.lastTimeNs));
    }

    private void credit(long scope) {
        Credit credit = exposures.credit();
        same("credit used of " + text(scope), twin.dues.used(scope, null, firm.base, BigDecimal.ZERO), 0,
            credit.used(scope));
        same("credit held of " + text(scope), twin.dues.held(scope), 0, credit.held(scope));
    }

    private void count(long scope) {
        assertEquals(twin.books.count(scope, null), exposures.working().count(scope), "orders of " + text(scope));
    }

    private void bucket(long scope) {
        Buckets buckets = exposures.buckets();
        boolean exists = twin.flow.exists(scope);
        assertEquals(exists, buckets.exists(scope), "bucket of " + text(scope));
        if (exists) {
            same("tokens of " + text(scope), twin.flow.level(scope, twin.lastTimeNs).divide(TOKENS), 9,
                buckets.level(scope, twin.lastTimeNs));
        }
    }

    private void cash() {
        Cash cash = exposures.cash();
        firm.accounts.values().stream().filter(Firm.Account::isClient).forEach(a -> {
            for (int row = cash.first(a.id()); row != Table.NONE; row = cash.next(row)) {
                same("at hand of " + a.id() + " in " + cash.currency(row),
                    twin.dues.atHand(a.id(), cash.currency(row), null), 0, cash.atHand(row));
            }
        });
    }

    private void resting() {
        firm.accounts.values().stream().map(Firm.Account::group).distinct().forEach(group ->
            firm.instruments.keySet().forEach(instrument -> {
                Resting resting = exposures.resting();
                same("lowest sell of " + group + " in " + instrument, twin.books.nearest(group, instrument, false, null),
                    resting.lowestSellE8(group, instrument));
                same("highest buy of " + group + " in " + instrument, twin.books.nearest(group, instrument, true, null),
                    resting.highestBuyE8(group, instrument));
            }));
    }

    private static void same(String what, BigDecimal price, long actualE8) {
        assertEquals(price == null ? Resting.NONE : price.movePointRight(8).longValueExact(), actualE8, what);
    }

    private static void same(String what, BigDecimal expected, int decimals, long actual) {
        assertEquals(0, expected.compareTo(BigDecimal.valueOf(actual, decimals)),
            () -> what + " is " + expected + ", shown as " + BigDecimal.valueOf(actual, decimals));
    }

    private static String text(long scope) {
        return Scope.kind(scope) + ":" + Scope.id(scope) + "/" + Scope.instrumentId(scope);
    }
}
