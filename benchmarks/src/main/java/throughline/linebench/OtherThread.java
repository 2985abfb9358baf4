package throughline.linebench;

/** A thread that works for one side at a time and never sleeps meanwhile; nobody else's work is on it. */
final class OtherThread implements AutoCloseable {
    private final Thread thread = new Thread(this::run, "offices");
    private volatile Side wanted;
    private volatile Side served;
    private volatile boolean closed;
    private volatile Throwable failed;

    OtherThread() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                Side side = wanted;
                if (side != served) {
                    served = side;
                }
                if (side == null) {
                    Thread.sleep(1);
                } else {
                    side.work();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed = e;
        }
    }

    /** From the return of this call on it works for this side and for no other; null: for none. */
    void workFor(Side side) {
        wanted = side;
        while (served != side) {
            check();
            Thread.onSpinWait();
        }
    }

    /** Throws when its work has failed. */
    void check() {
        if (failed != null) {
            throw new IllegalStateException("the other thread has failed", failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
