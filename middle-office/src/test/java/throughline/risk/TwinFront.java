package throughline.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.RefuseReason;
import throughline.message.Side;
import throughline.risk.FrontScript.Asked;
import throughline.risk.NaiveBooks.Held;

/** What becomes of accepted orders, at random, told to the script and to the naive books alike. */
final class TwinFront {
    private record Execution(long id, long orderId, Asked asked, BigDecimal quantity) {
    }

    private final SplittableRandom random;
    private final FrontScript front;
    private final NaiveBooks books;
    private final List<Execution> executions = new ArrayList<>();

    TwinFront(SplittableRandom random, FrontScript front, NaiveBooks books) {
        this.random = random;
        this.front = front;
        this.books = books;
    }

    static int scale(Asked asked) {
        return asked.instrument() == MiddleOfficeRig.FRACTION ? 8 : 0;
    }

    static long raw(BigDecimal quantity, Asked asked) {
        return quantity.movePointRight(scale(asked)).longValueExact();
    }

    /** An order's life goes on: it executes, ends, is triggered, its amendment is made or refused. */
    void live() {
        long id = pick();
        if (id == 0) {
            return;
        }
        Held h = books.held.get(id);
        if (h.declined) {
            front.declined(id, h.asked);
            books.held.remove(id);
        } else if (h.request != 0 && random.nextInt(2) == 0) {
            answerAmendment(id, h);
        } else if (isArmed(h) && random.nextInt(2) == 0) {
            h.triggered = true;
            front.triggered(id, h.asked);
        } else {
            executeOrEnd(id, h);
        }
    }

    private static boolean isArmed(Held h) {
        return !h.triggered && (h.asked.type() == OrdType.STOP || h.asked.type() == OrdType.STOP_LIMIT);
    }

    /** Any order, more often a new one; 0: none is held. */
    long pick() {
        List<Long> ids = new ArrayList<>(books.held.keySet());
        if (ids.isEmpty()) {
            return 0;
        }
        int newest = Math.max(0, ids.size() - 4);
        return ids.get(random.nextInt(2) == 0 ? random.nextInt(ids.size())
            : newest + random.nextInt(ids.size() - newest));
    }

    private void answerAmendment(long id, Held h) {
        long request = h.request;
        if (random.nextInt(3) == 0) {
            front.replaceRefused(id, request, h.asked, RefuseReason.SCOPE_HALTED);
            h.request = 0;
            return;
        }
        Asked asked = h.newAsked;
        Asked told = h.triggered ? new Asked(asked.user(), asked.account(), asked.instrument(), asked.side(),
            asked.type(), asked.timeInForce(), asked.quantity(), asked.quantityDecimals(), asked.price(),
            asked.priceDecimals(), asked.date()) : asked;
        BigDecimal leaves = books.replaced(id);
        front.replaced(id, request, told, raw(h.total, asked), raw(leaves, asked));
    }

    private void executeOrEnd(long id, Held h) {
        Asked asked = h.asked;
        boolean amends = h.request != 0;
        long request = h.request;
        switch (random.nextInt(5)) {
            case 0 -> {
                front.canceled(id, asked.account(), asked.instrument(), EndReason.BY_REQUEST);
                books.held.remove(id);
            }
            case 1 -> {
                front.expired(id, asked.account(), asked.instrument());
                books.held.remove(id);
            }
            default -> execute(id, h);
        }
        if (amends && !books.held.containsKey(id)) {
            front.replaceRefused(id, request, asked, RefuseReason.TOO_LATE);
        }
    }

    private void execute(long id, Held h) {
        Asked asked = h.asked;
        long leaves = raw(h.leaves, asked);
        long quantity = random.nextInt(2) == 0 ? leaves : 1 + random.nextLong(leaves);
        long execution = front.trade(id, asked.account(), asked.instrument(), asked.side(), quantity,
            leaves - quantity, 1);
        front.trade(0, MiddleOfficeRig.STREET, asked.instrument(), Side.SELL, quantity, 0, 1);
        BigDecimal executed = BigDecimal.valueOf(quantity, scale(asked));
        books.execute(id, executed);
        executions.add(new Execution(execution, id, asked, executed));
    }

    /** An execution is busted or corrected, its order working, amended or ended; or a trade was done elsewhere. */
    void amendExecution() {
        if (executions.isEmpty() || random.nextInt(4) == 0) {
            elsewhere();
            return;
        }
        Execution e = executions.remove(random.nextInt(executions.size()));
        Asked asked = e.asked;
        BigDecimal by = e.quantity.negate();
        if (random.nextInt(2) == 0) {
            front.busted(e.id, e.orderId, asked.account(), asked.instrument(), asked.side(), raw(e.quantity, asked), 1);
        } else {
            BigDecimal half = BigDecimal.valueOf(1 + raw(e.quantity, asked) / 2, scale(asked));
            by = half.subtract(e.quantity);
            front.corrected(e.id, e.orderId, asked.account(), asked.instrument(), asked.side(),
                raw(e.quantity, asked), raw(half, asked), 1);
            executions.add(new Execution(e.id, e.orderId, asked, half));
        }
        books.move(asked, by);
        if (books.held.containsKey(e.orderId)) {
            Held h = books.held.get(e.orderId);
            h.cum = h.cum.add(by);
        }
    }

    private void elsewhere() {
        Asked asked = new Asked(1, 1 + random.nextInt(3), 1 + random.nextInt(2),
            random.nextInt(2) == 0 ? Side.BUY : Side.SELL, OrdType.LIMIT, null, 1 + random.nextInt(300), 0, 0, 0, 0);
        BigDecimal quantity = BigDecimal.valueOf(asked.quantity());
        long execution = front.elsewhere(asked.account(), asked.instrument(), asked.side(), raw(quantity, asked), 1);
        books.move(asked, quantity);
        executions.add(new Execution(execution, execution - 1, asked, quantity));
    }

    /** The front's tick, as of some middle record it has read: accepted later does not count. */
    void tick(long namedSeq) {
        long orders = 0;
        long leaves = 0;
        for (Held h : books.held.values()) {
            if (h.acceptedSeq <= namedSeq) {
                orders++;
                leaves += raw(h.leaves, h.asked);
            }
        }
        front.middleSeq = namedSeq;
        front.ticked(orders, leaves);
    }
}
