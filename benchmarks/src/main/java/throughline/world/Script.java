package throughline.world;

import java.util.List;
import java.util.SplittableRandom;
import throughline.journal.Journal;
import throughline.message.DayClosingEncoder;
import throughline.office.Outcome;

/** What the people of the small world ask for: what {@link Traders}, {@link Officers} and {@link
 * Operators} do, and day closes. */
final class Script {
    private final SplittableRandom random;
    private final Client front;
    private final Client middle;
    private final Client back;
    private final Traders traders;
    private final Officers officers;
    private final Operators operators;
    private int date = SmallFirm.FIRST_DAY;
    private int closesLeft = 3;

    Script(SplittableRandom random, Client front, Client middle, Client back, Journal frontJournal) {
        this.random = random;
        this.front = front;
        this.middle = middle;
        this.back = back;
        traders = new Traders(random.split(), front, frontJournal);
        officers = new Officers(random.split(), middle, traders);
        operators = new Operators(random.split(), back);
    }

    boolean isDone() {
        return traders.ordersLeft() == 0 && closesLeft == 0 && front.isIdle() && middle.isIdle() && back.isIdle();
    }

    /** One of them does something, or nothing. */
    void act() {
        int what = random.nextInt(100);
        if (what < 70) {
            traders.act(what);
        } else if (what < 78 && traders.ordersLeft() > 0) {
            officers.act();
        } else if (what < 80 && closesLeft > 0 && back.isIdle()) {
            close();
        } else if (what < 86 && traders.ordersLeft() > 0) {
            operators.act();
        }
    }

    private void close() {
        closesLeft--;
        int closing = date;
        String key = "d" + closing;
        back.ask(draft -> draft.begin(new DayClosingEncoder(), SmallFirm.OPS, 0).businessDate(closing).bodyHash(closing)
            .requestKey(key), false, answer -> {
                expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE);
                if (answer.outcome() == Outcome.WRONG_STATE) {
                    closesLeft++;
                    operators.closeDayBefore();
                } else {
                    date++;
                    operators.closing(date);
                }
            });
    }

    static void expect(Client.Request answer, Outcome... good) {
        if (!List.of(good).contains(answer.outcome())) {
            throw new AssertionError("answered " + answer.outcome() + " (" + answer.reference() + "), expected "
                + List.of(good));
        }
    }

    /** Ids of the orders that were acknowledged. */
    List<Long> acknowledged() {
        return traders.acknowledged();
    }
}
