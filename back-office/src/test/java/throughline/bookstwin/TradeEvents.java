package throughline.bookstwin;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.back.MiddleJournal.Fill;
import throughline.message.Side;
import throughline.message.TradeKind;

/** Trades, busts and corrections at random, told to the office and to the twin; also what no office ought to book. */
final class TradeEvents {
    private static final long CENT_E8 = 1_000_000;
    private static final int LIVING = 400;

    private final TwinFirm firm;
    private final TwinBooks books;
    private final Tally tally;
    private final SplittableRandom random;
    private final List<Fill> fills = new ArrayList<>();
    private final List<Fill> gone = new ArrayList<>();
    private final List<Fill> lasting = new ArrayList<>();
    private long executions = 1_000;

    TradeEvents(TwinFirm firm, TwinBooks books, Tally tally, SplittableRandom random) {
        this.firm = firm;
        this.books = books;
        this.tally = tally;
        this.random = random;
    }

    /** One event. */
    void any() {
        int choice = random.nextInt(100);
        if (fills.isEmpty() || choice < 80) {
            trade();
        } else if (choice < 88) {
            bust();
        } else if (choice < 96) {
            correct();
        } else {
            odd();
        }
        firm.run();
    }

    private void trade() {
        Fill fill = random.nextInt(3) == 0 && !fills.isEmpty() ? more(fills.get(random.nextInt(fills.size())))
            : random.nextInt(12) == 0 && !lasting.isEmpty() ? more(lasting.get(random.nextInt(lasting.size())))
            : first();
        tally.met("trade of account " + fill.account() + " in " + World.paper(fill.instrument()).symbol());
        fills.add(fill);
        clear(fill);
    }

    private void clear(Fill fill) {
        if (fill.ccp() == World.CCP) {
            firm.middle.trade(fill);
        } else {
            tally.met("trade elsewhere");
            firm.middle.elsewhere(fill);
        }
        books.trade(fill);
    }

    private Fill first() {
        long execution = ++executions;
        int account = 1 + random.nextInt(World.SECOND_CLIENT);
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        int party = random.nextInt(20) == 0 ? World.BROKER : World.CCP;
        return fill(execution, execution, account, 1 + random.nextInt(World.FUND), party, side);
    }

    /** Another execution of the same order, of a former day perhaps. */
    private Fill more(Fill of) {
        if (of.ccp() != World.CCP) {
            return first();
        }
        if (of.date() != books.date()) {
            tally.met("an order over days");
        }
        return fill(++executions, of.order(), of.account(), of.instrument(), of.ccp(), of.side());
    }

    private Fill fill(long execution, long order, int account, int instrument, int party, Side side) {
        return new Fill(execution, order, account, instrument, party, side, quantity(instrument), price(),
            books.date());
    }

    private long quantity(int instrument) {
        long whole = 1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 300);
        return instrument == World.FUND ? whole * 1_000 + random.nextInt(1_000) : whole;
    }

    private long price() {
        return random.nextInt(4) == 0 ? 1 + random.nextLong(99 * 100 * CENT_E8)
            : (1 + random.nextInt(9_999)) * CENT_E8;
    }

    private void bust() {
        Fill fill = fills.remove(random.nextInt(fills.size()));
        tally.met("bust");
        gone.add(fill);
        undo(TradeKind.BUST, fill);
        books.bust(fill);
    }

    private void undo(TradeKind kind, Fill fill) {
        firm.middle.undo(kind, fill);
    }

    private void correct() {
        Fill fill = fills.remove(random.nextInt(fills.size()));
        tally.met("correction");
        Fill anew = new Fill(fill.execution(), fill.order(), fill.account(), fill.instrument(), fill.ccp(),
            fill.side(), random.nextBoolean() ? fill.quantity() : quantity(fill.instrument()),
            fill.priceE8() + CENT_E8 * (1 + random.nextInt(50)), fill.date());
        fills.add(anew);
        undo(TradeKind.CORRECTION, anew);
        books.correct(anew);
    }

    /** What was booked again, undone before, or never was. */
    private void odd() {
        Fill known = fills.get(random.nextInt(fills.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                tally.met("an execution again");
                clear(known);
            }
            case 1 -> {
                tally.met("an execution again and otherwise");
                Fill other = new Fill(known.execution(), known.order(), known.account(), known.instrument(),
                    known.ccp(), known.side(), known.quantity() + 1, known.priceE8(), known.date());
                clear(other);
            }
            case 2 -> {
                tally.met("a bust of nothing");
                Fill never = new Fill(++executions, known.order(), known.account(), known.instrument(), known.ccp(),
                    known.side(), known.quantity(), known.priceE8(), known.date());
                undo(TradeKind.BUST, never);
                books.bust(never);
            }
            default -> {
                if (!gone.isEmpty()) {
                    tally.met("a bust again");
                    Fill again = gone.get(random.nextInt(gone.size()));
                    undo(TradeKind.BUST, again);
                    books.bust(again);
                }
            }
        }
    }

    /** The day is over; some of its orders go on. */
    List<Fill> endDay() {
        List<Fill> day = List.copyOf(fills);
        lasting.addAll(day.stream().filter(fill -> fill.order() % 10 == 0).toList());
        lasting.subList(0, Math.max(0, lasting.size() - LIVING)).clear();
        fills.clear();
        gone.clear();
        return day;
    }
}
