package throughline.operations;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.back.BackMachine;
import throughline.desk.Desk;
import throughline.desk.Problem;
import throughline.files.ReferenceRows;
import throughline.firm.Calendar;
import throughline.message.DayClosedDecoder;
import throughline.office.Draft;
import throughline.office.Outcome;

/**
 * What the back office does at its edge by itself: the first start's import, draft by draft, and then the simulated
 * custodian's messages, at the start and at each new business date. Both begin anew after a crash and change nothing
 * that stands. On a thread of its own, which waits for each answer.
 */
final class Edge implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");
    private static final long WAIT_S = 10;
    private static final int PIPELINE = 256;

    private final Desk<BackMachine> desk;
    private final ReferenceRows rows;
    private final Calendar calendar;
    private final Xcsd custodian;
    private volatile boolean custodianSpeaks = true;
    private volatile String failure = "";
    private boolean imported;
    private long lastHeard;

    Edge(Desk<BackMachine> desk, ReferenceRows rows, Calendar calendar) {
        this.desk = desk;
        this.rows = rows;
        this.calendar = calendar;
        custodian = new Xcsd(rows, calendar);
        desk.listen((state, record) -> {
            if (record.templateId() == DayClosedDecoder.TEMPLATE_ID) {
                custodianSpeaks = true;
            }
        });
    }

    @Override
    public int doWork() throws InterruptedException {
        if (!failure.isEmpty()) {
            return 0;
        }
        try {
            if (!imported) {
                importReference();
                imported = true;
                return 1;
            }
            return custodianSpeaks || lastHeard > 0 ? speak() : 0;
        } catch (TimeoutException e) {
            LOG.debug("no answer yet", e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Problem problem) || problem.status() < 500) {
                failure = "stopped: " + e.getCause().getMessage();
                LOG.error("the back office's edge {}", failure, e);
            }
        }
        return 0;
    }

    /** Why it stopped; empty: it has not. */
    String failure() {
        return failure;
    }

    private void importReference() throws InterruptedException, ExecutionException, TimeoutException {
        int known = read(state -> state.isOpen() ? -1 : state.ledger().openDate());
        if (known < 0) {
            return;
        }
        int today = (int) LocalDate.now(EXCHANGE).toEpochDay();
        int date = known != 0 ? known : calendar.isBusinessDate(today) ? today : calendar.nextBusinessDate(today);
        ReferenceDrafts drafts = new ReferenceDrafts(rows, date);
        Draft draft = new Draft();
        for (int i = 0; i < drafts.count(); i++) {
            drafts.write(i, draft);
            Outcome outcome = wait(desk.submit(draft, true)).outcome();
            if (outcome != Outcome.RECORDED && outcome != Outcome.REPEATED) {
                failure = "reference data: line " + (i + 1) + " of " + drafts.count() + " was answered " + outcome;
                LOG.error(failure);
                return;
            }
        }
        LOG.info("reference data: {} drafts, first business date {}", drafts.count(), LocalDate.ofEpochDay(date));
    }

    private int speak() throws InterruptedException, ExecutionException, TimeoutException {
        long after = lastHeard;
        List<Xcsd.Message> messages = new ArrayList<>();
        if (after == 0) {
            custodianSpeaks = false;
        }
        try {
            lastHeard = read(state -> state.isOpen() ? custodian.say(state, after, PIPELINE, messages) : 0L);
            send(messages);
        } catch (TimeoutException | ExecutionException e) {
            lastHeard = 0;
            custodianSpeaks = true;
            throw e;
        }
        return messages.size() + 1;
    }

    private void send(List<Xcsd.Message> messages) throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Desk.Reply>> replies = new ArrayList<>();
        Draft draft = new Draft();
        for (Xcsd.Message message : messages) {
            message.write(draft);
            replies.add(desk.submit(draft, true).toCompletionStage().toCompletableFuture());
        }
        for (CompletableFuture<Desk.Reply> reply : replies) {
            reply.get(WAIT_S, TimeUnit.SECONDS);
        }
    }

    private <T> T read(Function<BackMachine, T> reader)
        throws InterruptedException, ExecutionException, TimeoutException {
        return wait(desk.read(reader));
    }

    private static <T> T wait(io.vertx.core.Future<T> future)
        throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
    }

    @Override
    public String roleName() {
        return "back-edge";
    }
}
