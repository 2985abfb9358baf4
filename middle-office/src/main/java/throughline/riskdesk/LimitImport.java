package throughline.riskdesk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.desk.Desk;
import throughline.desk.DeskSettings;
import throughline.desk.Problem;
import throughline.files.BadReferenceFilesException;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.limit.Limits;
import throughline.risk.MiddleMachine;
import throughline.state.StateHash;

/**
 * Imports the firm's limits once, as the office itself, after the front has opened its first session: line by line,
 * each answered before the next. Begins anew after a crash; what is there already is only repeated. A thread of its
 * own, which sleeps while it waits and ends with the import.
 */
final class LimitImport {
    private static final Logger LOG = LoggerFactory.getLogger(LimitImport.class);
    private static final String KEPT = "reference";
    private static final long WAIT_MS = 100;
    private static final long ANSWER_S = 10;

    private final Desk<MiddleMachine> desk;
    private final DeskSettings settings;
    private final Draft draft = new Draft();
    private volatile String failure = "";

    /** Where the import stands. */
    private enum Stage {
        TOO_EARLY, DUE, DONE
    }

    LimitImport(Desk<MiddleMachine> desk, DeskSettings settings) {
        this.desk = desk;
        this.settings = settings;
    }

    /** Starts the thread. */
    void start() {
        Thread thread = new Thread(this::run, "limit-import");
        thread.setDaemon(true);
        thread.start();
    }

    /** Why it stopped; empty: it has not. */
    String failure() {
        return failure;
    }

    private void run() {
        try {
            Stage stage = stage();
            while (stage != Stage.DONE) {
                if (stage == Stage.DUE) {
                    importAll(rows());
                } else {
                    TimeUnit.MILLISECONDS.sleep(WAIT_MS);
                }
                stage = stage();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BadReferenceFilesException | IOException | IllegalStateException e) {
            failure = "limits are not imported: " + e.getMessage();
            LOG.error("{}", failure, e);
        }
    }

    private Stage stage() throws InterruptedException {
        Stage stage = await(desk.read(state -> state.day().isImported() ? Stage.DONE
            : state.day().hasSession() ? Stage.DUE : Stage.TOO_EARLY));
        return stage == null ? Stage.TOO_EARLY : stage;
    }

    /** Null: not answered, to be asked again. */
    private static <T> T await(io.vertx.core.Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(ANSWER_S, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.debug("no answer yet", e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (!(e.getCause() instanceof Problem problem) || problem.status() < 500) {
                throw new IllegalStateException(e.getCause().getMessage(), e);
            }
            LOG.debug("not now: {}", problem.getMessage());
        }
        return null;
    }

    /** The files of this start, or those the firm's first start kept, or the sample firm's. */
    private List<ReferenceRows.Limit> rows() throws IOException, BadReferenceFilesException {
        String named = settings.option("reference");
        Path kept = settings.data().root().resolve(KEPT);
        ReferenceFiles files = Files.isDirectory(kept) ? ReferenceFiles.in(kept)
            : named.isEmpty() ? ReferenceFiles.shipped() : ReferenceFiles.in(Path.of(named));
        return files.read().limits();
    }

    private void importAll(List<ReferenceRows.Limit> limits) throws InterruptedException {
        StateHash hash = new StateHash();
        for (ReferenceRows.Limit limit : limits) {
            long scope = scope(limit);
            long value = limit.value() == ReferenceRows.Limit.OFF ? Limits.OFF : limit.value();
            hash.putLong(scope);
            hash.putLong(limit.metric().value());
            hash.putLong(value);
            tell(limit.toString(), () -> draft.begin(new LimitSetEncoder(), 0, 0).value(value).scope(scope)
                .metric(limit.metric()).scopeName(limit.scope()));
        }
        tell("the end of the import", () ->
            draft.begin(new LimitsImportedEncoder(), 0, 0).count(limits.size()).hash(hash.value()));
        LOG.info("{} limits imported", limits.size());
    }

    private long scope(ReferenceRows.Limit limit) throws InterruptedException {
        Long scope = null;
        while (scope == null) {
            scope = await(desk.read(state -> ScopeText.parse(state, limit.scope())));
        }
        return scope;
    }

    private void tell(String what, Runnable filling) throws InterruptedException {
        Desk.Reply reply = null;
        while (reply == null) {
            filling.run();
            reply = await(desk.submit(draft, false));
            if (reply == null) {
                TimeUnit.MILLISECONDS.sleep(WAIT_MS);
            }
        }
        if (reply.outcome() != Outcome.RECORDED && reply.outcome() != Outcome.REPEATED) {
            throw new IllegalStateException(what + " was answered " + reply.outcome());
        }
    }
}
