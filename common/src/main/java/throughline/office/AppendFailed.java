package throughline.office;

/** A step could not be written: the office stops, recovers from its journal, and goes on. */
public final class AppendFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppendFailed(Throwable cause) {
        super("a step could not be appended: " + cause.getMessage(), cause);
    }
}
