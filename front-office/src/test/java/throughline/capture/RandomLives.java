package throughline.capture;

import static throughline.capture.Asking.AS_IS;
import static throughline.capture.Bench.ABC;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.PROP;
import static throughline.capture.Bench.RISK;
import static throughline.capture.Bench.TRADER;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.blotter.Executions;
import throughline.blotter.Orders;
import throughline.journal.RecordCursor;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;
import throughline.reference.Decimals;

/**
 * Business days of one seed, with all that can happen to an order. Risk reads the front's journal as it would, and
 * answers late and in any order against the commands, of which some wait in their rings while others are taken.
 */
final class RandomLives {
    private static final List<Long> SCOPES = List.of(Scope.of(ScopeKind.ACCOUNT, Bench.PROP),
        Scope.instrument(Bench.ABC), Scope.pair(Bench.PROP, Bench.ABC), Scope.of(ScopeKind.SESSION, 3));

    /** What risk has read and not answered; requestSeq 0: an order, captured or restated. */
    private record Question(long orderId, long requestSeq, long quantity, long priceE8, long stopE8) {
    }

    private final Bench bench;
    private final Asking asking;
    private final SplittableRandom random;
    private final RecordCursor risk;
    private final List<Question> open = new ArrayList<>();
    private final List<Long> known = new ArrayList<>();
    private final ReplaceRequestedDecoder requested = new ReplaceRequestedDecoder();
    private int number;
    private int date = Bench.DAY;

    RandomLives(Bench bench, long seed) {
        this.bench = bench;
        asking = new Asking(bench);
        random = new SplittableRandom(seed);
        risk = new RecordCursor("front", bench.front);
    }

    /** So many operations on an open date. */
    void trade(int operations) {
        for (int i = 0; i < operations; i++) {
            bench.holdBack(random.nextInt(3) == 0);
            operation(random.nextInt(100));
            bench.holdBack(false);
            if (random.nextInt(3) == 0) {
                bench.once();
            } else {
                bench.pump();
            }
            read();
        }
        bench.advance(2_000_000_000L);
        bench.pump();
        read();
    }

    private void operation(int kind) {
        if (kind < 33) {
            order();
        } else if (kind < 63) {
            decide();
            decide();
        } else if (kind < 73) {
            replace();
        } else if (kind < 82) {
            bench.cancel(TRADER, anyOrder(), "c" + number++);
        } else if (kind < 84) {
            massCancel();
        } else if (kind < 86) {
            asking.basket("b" + number++, List.of("m" + number++, "m" + number++, "m" + number++));
        } else if (kind < 91) {
            change();
        } else if (kind < 93) {
            asking.report(TRADER, "CLIENT", "ABC", Side.SELL, 1 + random.nextInt(50), 100 * E8, 0, "t" + number++);
        } else if (kind < 95) {
            bench.price(RISK, ABC, (95 + random.nextInt(10)) * E8, "p" + number++);
        } else if (kind < 98) {
            long scope = SCOPES.get(random.nextInt(SCOPES.size()));
            bench.tradingState(scope, "session:trader",
                TradingState.get((short) Math.max(0, random.nextInt(6) - 3)));
        } else {
            bench.restart();
        }
    }

    private void order() {
        String account = random.nextBoolean() ? "PROP" : "CLIENT";
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        TimeInForce until = TimeInForce.values()[random.nextInt(4)];
        String name = "o" + (random.nextInt(10) == 0 && number > 0 ? random.nextInt(number) : number++);
        long quantity = 1 + random.nextInt(200);
        int kind = random.nextInt(8);
        if (kind == 0) {
            bench.offer(TRADER, name, account, "ABC", side, OrdType.MARKET, TimeInForce.DAY, quantity, 0);
            bench.pump();
        } else if (kind == 1) {
            asking.stop(name, account, side, TimeInForce.GTC, quantity, price(), price());
        } else if (kind == 2) {
            asking.stop(name, account, side, TimeInForce.DAY, quantity, 0, price());
        } else {
            bench.offer(TRADER, name, account, "ABC", side, OrdType.LIMIT, until, quantity, price());
            bench.pump();
        }
    }

    private long price() {
        return (9_700 + random.nextInt(600)) * E8 / 100;
    }

    private long anyOrder() {
        return known.isEmpty() ? 1 : known.get(Math.max(0, known.size() - 1 - random.nextInt(40)));
    }

    private long anyWorking() {
        Orders orders = bench.state().orders();
        int start = random.nextInt(orders.end() + 1);
        for (int row = start; row < orders.end(); row++) {
            if (orders.isWorking(row)) {
                return orders.id(row);
            }
        }
        return anyOrder();
    }

    private void replace() {
        boolean quantity = random.nextBoolean();
        long orderId = random.nextInt(4) == 0 ? anyOrder() : anyWorking();
        asking.replace(TRADER, orderId, quantity ? 1 + random.nextInt(250) : AS_IS,
            quantity && random.nextBoolean() ? AS_IS : price(), random.nextInt(3) == 0 ? "r" + number++ : "",
            "k" + number++);
    }

    private void massCancel() {
        boolean lost = random.nextBoolean();
        asking.offerMassCancel(lost ? 0 : TRADER, lost || random.nextBoolean() ? "" : "PROP", "", lost ? TRADER : 0,
            random.nextBoolean() ? Side.NULL_VAL : Side.SELL,
            lost ? EndReason.DISCONNECTED : EndReason.BY_REQUEST, "x" + number++);
        bench.pump();
    }

    private void change() {
        Executions executions = bench.state().blotter().executions();
        if (executions.size() > 0) {
            int row = random.nextInt(executions.size());
            if (random.nextBoolean()) {
                asking.bust(RISK, executions.id(row), "u" + number++);
            } else {
                asking.correct(RISK, executions.id(row), 1 + random.nextInt(200), price(), "v" + number++);
            }
        }
    }

    /** Risk reads what the front has written. */
    private void read() {
        while (risk.next()) {
            JournalRecord record = risk.record();
            switch (record.templateId()) {
                case OrderCapturedDecoder.TEMPLATE_ID -> {
                    known.add(record.orderId());
                    open.add(new Question(record.orderId(), 0, 0, 0, 0));
                }
                case OrderRestatedDecoder.TEMPLATE_ID -> open.add(new Question(record.orderId(), 0, 0, 0, 0));
                case ReplaceRequestedDecoder.TEMPLATE_ID -> {
                    requested.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                    open.add(new Question(record.orderId(), record.seq(), requested.quantity(),
                        Decimals.rescale(requested.price(), requested.priceDecimals(), 8), requested.stopPrice()));
                }
                default -> { }
            }
        }
    }

    private void decide() {
        if (open.isEmpty()) {
            return;
        }
        Question question = open.remove(random.nextInt(open.size()));
        boolean yes = random.nextInt(6) > 0;
        long orderId = question.orderId();
        Orders orders = bench.state().orders();
        long worstE8 = orders.buys(orders.find(orderId)) ? 110 * E8 : 90 * E8;
        if (question.requestSeq() == 0 && yes) {
            bench.acceptAt(orderId, worstE8);
        } else if (question.requestSeq() == 0) {
            bench.reject(orderId);
        } else if (yes) {
            asking.acceptReplace(orderId, question.requestSeq(), question.quantity(),
                question.priceE8() == 0 ? worstE8 : question.priceE8(), question.stopE8());
        } else {
            asking.rejectReplace(orderId, question.requestSeq());
        }
        bench.pump();
    }

    /** The date's close and the next's opening, risk late with half of its answers. */
    void nextDay() {
        nextDay(() -> { });
    }

    /** As {@link #nextDay()}; what is given is done when the date has closed and the next has not opened. */
    void nextDay(Runnable between) {
        SCOPES.forEach(scope -> bench.tradingState(scope, "session:trader", TradingState.ACTIVE));
        long expires = bench.send("n" + number++, "CLIENT", "XYZ", Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1,
            60 * E8);
        bench.accept(expires);
        read();
        open.removeIf(question -> question.orderId() == expires);
        bench.closing(date);
        read();
        answerAll();
        if (bench.state().session().phase() != Session.Phase.CLOSED) {
            throw new IllegalStateException("the session is " + bench.state().session().phase());
        }
        between.run();
        bench.closed(date, ++date);
        bench.riskOpened(date);
        bench.pump();
        read();
    }

    private void answerAll() {
        while (!open.isEmpty()) {
            decide();
            read();
        }
    }

    /** Ends whatever is left. */
    void endAll() {
        asking.massCancel(RISK, "", "", "");
        read();
        answerAll();
    }
}
