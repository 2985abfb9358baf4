package throughline.files;

/** A line of an order or price file that is wrong in form; the message says what is. No stack: it is an answer. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    BadLineException(final String reason) {
        super(reason, null, false, false);
    }
}
