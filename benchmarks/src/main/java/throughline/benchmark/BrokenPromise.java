package throughline.benchmark;

/** The firm has not kept what it promises: the message says what, in words for whoever looks into it. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenPromise(String message) {
        super(message);
    }

    BrokenPromise(String message, Throwable cause) {
        super(message, cause);
    }
}
