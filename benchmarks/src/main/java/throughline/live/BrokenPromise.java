package throughline.live;

/** The firm has not kept what it promises: the message says what, in words for whoever looks into it. */
public final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what was not kept. */
    public BrokenPromise(String message) {
        super(message);
    }

    /** Says what was not kept, and what came of it. */
    public BrokenPromise(String message, Throwable cause) {
        super(message, cause);
    }
}
