package throughline.capture;

import static throughline.capture.Bench.E8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** Business days of one seed: orders, decisions, cancels, prices, halts, restarts, closes. */
final class RandomDay {
    private static final List<Long> SCOPES = List.of(Scope.of(ScopeKind.ACCOUNT, Bench.PROP),
        Scope.instrument(Bench.ABC), Scope.pair(Bench.PROP, Bench.ABC), Scope.of(ScopeKind.SECTOR, 3));

    private final Bench bench;
    private final SplittableRandom random;
    private final List<Long> undecided = new ArrayList<>();
    private final List<Long> decided = new ArrayList<>();
    private int number;
    private int date = Bench.DAY;

    RandomDay(Bench bench, long seed) {
        this.bench = bench;
        this.random = new SplittableRandom(seed);
    }

    /** So many operations on an open day; the last record is a tick. */
    void trade(int operations) {
        for (int i = 0; i < operations; i++) {
            operation();
        }
        bench.advance(2_000_000_000L);
        bench.pump();
    }

    /** The day's close and the next's opening. */
    void close() {
        bench.tradingState(Scope.FIRM, "firm", TradingState.ACTIVE);
        bench.closing(date);
        while (!undecided.isEmpty()) {
            decide();
        }
        bench.closed(date, date + 1);
        date++;
        bench.riskOpened(date);
        decided.clear();
        bench.pump();
    }

    private void operation() {
        int kind = random.nextInt(100);
        if (kind < 45) {
            order();
        } else if (kind < 80) {
            decide();
        } else if (kind < 92) {
            cancel();
        } else if (kind < 95) {
            bench.price(Bench.RISK, Bench.ABC, (90 + random.nextInt(20)) * E8, "p" + number++);
        } else if (kind < 98) {
            bench.tradingState(SCOPES.get(random.nextInt(SCOPES.size())), "sector:None",
                TradingState.get((short) random.nextInt(3)));
            bench.advance(random.nextInt(1_500) * 1_000_000L);
            bench.pump();
        } else {
            bench.restart();
        }
    }

    private void order() {
        boolean market = random.nextInt(8) == 0;
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        int which = random.nextInt(10) == 0 && number > 0 ? random.nextInt(number) : number++;
        long before = bench.state().orders().pending();
        long id = bench.send("o" + which, random.nextBoolean() ? "PROP" : "CLIENT",
            random.nextInt(4) == 0 ? "XYZ" : "ABC", side, market ? OrdType.MARKET : OrdType.LIMIT,
            random.nextInt(5) == 0 ? TimeInForce.IOC : TimeInForce.DAY, 1 + random.nextInt(500),
            market ? 0 : (9_500 + random.nextInt(1_000)) * E8 / 100);
        if (bench.state().orders().pending() > before) {
            undecided.add(id);
        }
    }

    private void decide() {
        if (undecided.isEmpty()) {
            return;
        }
        long id = undecided.remove(0);
        if (random.nextInt(6) == 0) {
            bench.reject(id);
        } else {
            bench.acceptAt(id, bench.state().orders().buys(bench.state().orders().find(id)) ? 110 * E8 : 90 * E8);
            bench.pump();
        }
        decided.add(id);
    }

    private void cancel() {
        List<Long> from = random.nextInt(3) == 0 ? undecided : decided;
        if (!from.isEmpty()) {
            bench.cancel(Bench.TRADER, from.get(random.nextInt(from.size())), "c" + number++);
        }
    }
}
