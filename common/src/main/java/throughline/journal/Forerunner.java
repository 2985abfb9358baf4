package throughline.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own that goes ahead of a journal's writer and makes room for it, some hundred times a second. The
 * journal is the same without it; only appending is slower now and then.
 */
public final class Forerunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forerunner.class);
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Supplier<? extends Journal.Appender> writer;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts it.
     *
     * @param name of its thread
     * @param writer gives the writer's place as it is now; null: there is none. Asked on this thread
     */
    public Forerunner(String name, Supplier<? extends Journal.Appender> writer) {
        this.writer = writer;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                goAhead();
            } catch (RuntimeException | InternalError e) {
                // a writer that was just closed, or a full disk: the writer will say so itself
                LOG.debug("{}: no room was made", thread.getName(), e);
                LockSupport.parkNanos(PERIOD_NS);
            }
        }
    }

    /** A full disk's fault is thrown somewhat later than it happens, so all of the loop is tried. */
    private void goAhead() {
        while (!closed) {
            makeRoom();
            LockSupport.parkNanos(PERIOD_NS);
        }
    }

    private void makeRoom() {
        Journal.Appender appender = writer.get();
        if (appender != null) {
            appender.makeRoom();
        }
    }

    /** Ends the thread, and waits for that; the journal may be closed before or after. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
