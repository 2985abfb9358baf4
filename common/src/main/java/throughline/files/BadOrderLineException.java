package throughline.files;

/** A line of an order file that is wrong in form; the message says what is. Carries no stack: it is an answer. */
final class BadOrderLineException extends Exception {
    private static final long serialVersionUID = 1;

    BadOrderLineException(final String reason) {
        super(reason, null, false, false);
    }
}
