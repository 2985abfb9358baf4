package throughline.twin;

import java.util.List;
import java.util.SplittableRandom;
import throughline.message.PriceKind;
import throughline.message.TimeInForce;

/** One world of commands from one seed: a front, its street and a risk desk, and an office that is let run. */
final class RandomWorld {
    private static final int DAY = 4_000;
    private static final int USUAL_HOLDS = 60;

    private final SplittableRandom random;
    private final RandomFront front;
    private final RandomStreet street;
    private final RandomDesk desk;
    private final Runnable run;
    private RandomFront.Draft last;
    /** Which command is being made. */
    int number;

    /** {@code run}: lets the office do all it has to do, and the twin follow. */
    RandomWorld(RandomFront front, RandomDesk.Office office, Runnable run) {
        this.random = front.random;
        this.front = front;
        this.street = new RandomStreet(front);
        this.desk = new RandomDesk(front, office);
        this.run = run;
    }

    /** States the firm and sets its limits; the office ends its import between the two. */
    void found(Runnable imported) {
        street.found();
        run.run();
        desk.found();
        imported.run();
        run.run();
    }

    void step() {
        number++;
        front.script.timeNs += random.nextInt(40_000_000) + (front.oneIn(400) ? 12_000_000_000L : 0);
        if (number % DAY == 0) {
            turn();
            return;
        }
        int kind = random.nextInt(100);
        if (kind < 44) {
            last = last == null || !front.oneIn(12) ? front.wild() : last;
            front.order(last, 0);
        } else if (kind < 54) {
            front.amend(front.held());
        } else if (kind < 56) {
            front.restate(front.held());
        } else if (kind < 61) {
            front.basket();
        } else if (kind < 63) {
            street.amendExecution();
        } else if (kind < 66) {
            street.cancel();
            if (front.oneIn(8)) {
                street.move();
            }
        } else if (kind < 86) {
            street.live();
        } else if (kind < 92) {
            street.price(random.nextInt(1, 19), front.date - (front.oneIn(40) ? 1 : 0), PriceKind.LAST);
        } else if (kind < 93) {
            street.rate(front.oneIn(2) ? 978 : 392, front.date - (front.oneIn(40) ? 1 : 0));
        } else {
            desk.step();
        }
        late();
        run.run();
        while (front.twin.books.holds.size() > USUAL_HOLDS) {
            street.live();
            run.run();
        }
    }

    /** The office seldom hears of it only after a while. */
    private void late() {
        if (front.oneIn(200)) {
            front.script.timeNs += 9_999_999_000L + random.nextInt(2_000);
        }
    }

    private void turn() {
        street.close();
        run.run();
        if (front.oneIn(2)) {
            front.order(front.tame(), 0);
            run.run();
        }
        street.open();
        run.run();
        for (Hold h : List.copyOf(front.twin.books.holds.values())) {
            if (h.first.timeInForce() == TimeInForce.GTC) {
                front.restate(h);
                run.run();
            }
        }
    }
}
