package throughline.ledgerdesk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.back.BackMachine;
import throughline.books.Bookkeeper;
import throughline.books.BooksAwayException;
import throughline.books.BooksQueries;
import throughline.books.OrderSums;
import throughline.desk.Desk;
import throughline.ledger.Chart;
import throughline.message.OrderRebilledEncoder;
import throughline.message.PartyKind;
import throughline.message.RebillingBegunDecoder;
import throughline.message.RebillingEndedEncoder;
import throughline.message.Side;
import throughline.message.UnitKind;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.trade.Fees;
import throughline.trade.Rebilling;

/**
 * Carries out a re-billing that was approved: reads from the books, day by day of its span, what each order traded and
 * was charged, and hands that to the office, which charges the difference. What the office has done is done, so that a
 * day, or the whole, may begin anew after a crash. On a thread of its own, which waits for the books and for answers.
 */
public final class Rebiller implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Rebiller.class);
    private static final long WAIT_S = 10;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int PIPELINE = 256;

    private final Desk<BackMachine> desk;
    private final BookKeeping books;
    private volatile boolean mayRun = true;
    private Run run;
    private int nextDate;
    private long notBeforeNs = System.nanoTime();

    /** The re-billing that runs; account 0: all. */
    private record Run(long id, long entries, int from, int to, int accountId, int ccp) {
    }

    /** A rebiller that looks at once for a re-billing that a crash cut short. */
    public Rebiller(Desk<BackMachine> desk, BookKeeping books) {
        this.desk = desk;
        this.books = books;
        desk.listen((state, record) -> {
            if (record.templateId() == RebillingBegunDecoder.TEMPLATE_ID) {
                mayRun = true;
            }
        });
    }

    @Override
    public int doWork() throws InterruptedException {
        if (run == null && !mayRun || System.nanoTime() - notBeforeNs < 0) {
            return 0;
        }
        try {
            return work();
        } catch (TimeoutException | ExecutionException | BooksAwayException e) {
            LOG.warn("re-billing waits: {}", e.toString());
            notBeforeNs = System.nanoTime() + RETRY_NS;
            return 0;
        }
    }

    private int work() throws InterruptedException, ExecutionException, TimeoutException, BooksAwayException {
        if (run == null) {
            return begin();
        }
        Bookkeeper.Status status = books.status();
        BooksQueries queries = books.queries();
        if (status == null || queries == null || status.entries() < run.entries()) {
            notBeforeNs = System.nanoTime() + RETRY_NS / 10;
            return 0;
        }
        if (nextDate <= run.to()) {
            rebill(queries);
        } else {
            end();
        }
        return 1;
    }

    private int begin() throws InterruptedException, ExecutionException, TimeoutException {
        mayRun = false;
        try {
            run = wait(desk.read(Rebiller::running));
        } catch (TimeoutException | ExecutionException e) {
            mayRun = true;
            throw e;
        }
        nextDate = run == null ? 0 : run.from();
        return run == null ? 0 : 1;
    }

    private static Run running(BackMachine state) {
        Rebilling all = state.rebilling();
        int last = all.count() - 1;
        return !all.isRunning() ? null : new Run(all.id(last), all.entries(last), all.fromDate(last),
            all.toDate(last), all.accountId(last), state.parties().first(PartyKind.CCP));
    }

    /** A day of the span; while the office closes a day it answers that it is not ready, and is asked again. */
    private void rebill(BooksQueries queries)
        throws InterruptedException, ExecutionException, TimeoutException, BooksAwayException {
        List<OrderSums.OrderDay> orders =
            queries.orderDays(new OrderSums.Choice(0, run.accountId(), 0, nextDate, nextDate));
        for (int from = 0; from < orders.size(); from += PIPELINE) {
            if (!send(orders.subList(from, Math.min(orders.size(), from + PIPELINE)))) {
                notBeforeNs = System.nanoTime() + RETRY_NS;
                return;
            }
        }
        nextDate++;
    }

    private boolean send(List<OrderSums.OrderDay> orders)
        throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Desk.Reply>> replies = new ArrayList<>();
        Draft draft = new Draft();
        for (OrderSums.OrderDay order : orders) {
            write(order, draft);
            replies.add(desk.submit(draft, true).toCompletionStage().toCompletableFuture());
        }
        boolean ready = true;
        for (int i = 0; i < replies.size(); i++) {
            Outcome outcome = replies.get(i).get(WAIT_S, TimeUnit.SECONDS).outcome();
            ready &= outcome != Outcome.NOT_READY;
            if (outcome == Outcome.WRONG_STATE) {
                LOG.error("re-billing {}: order {} of {} was refused", run.id(), orders.get(i).orderId(),
                    orders.get(i).tradeDate());
            }
        }
        return ready;
    }

    private void write(OrderSums.OrderDay order, Draft draft) {
        OrderSums.Sum stock = order.sums().stream().filter(sum -> sum.unitKind() == UnitKind.SECURITY.value()
            && (sum.chartNumber() == Chart.INVENTORY.number() || sum.chartNumber() == Chart.CLIENT.number()))
            .findFirst().orElseThrow(() -> new IllegalStateException("order " + order.orderId() + " moved no stock"));
        List<OrderSums.Sum> charges =
            order.sums().stream().filter(sum -> Fees.kind(Chart.of(sum.chartNumber())) >= 0).toList();
        OrderRebilledEncoder.ChargesEncoder group = draft.begin(new OrderRebilledEncoder(), 0, order.orderId())
            .rebillingId(run.id()).quantity(Math.abs(stock.amount()))
            .notionalMinor(Math.abs(order.amount(Chart.STREET_CONTROL))).accountId(order.accountId())
            .instrumentId(stock.unit()).partyId(run.ccp()).traderId(order.traderId()).tradeDate(day(order.tradeDate()))
            .settlementDate(day(order.settlementDate())).side(stock.amount() < 0 ? Side.SELL : Side.BUY)
            .chargesCount(charges.size());
        charges.forEach(sum -> group.next().chargedMinor(-sum.amount())
            .kind(Fees.KINDS[Fees.kind(Chart.of(sum.chartNumber()))]));
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private void end() throws InterruptedException, ExecutionException, TimeoutException {
        Draft draft = new Draft();
        draft.begin(new RebillingEndedEncoder(), 0, 0).rebillingId(run.id());
        wait(desk.submit(draft, true));
        LOG.info("re-billing {} is done", run.id());
        run = null;
    }

    private static <T> T wait(io.vertx.core.Future<T> future)
        throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
    }

    @Override
    public String roleName() {
        return "rebiller";
    }
}
