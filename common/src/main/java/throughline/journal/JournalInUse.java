package throughline.journal;

/** Another writer holds the journal. */
public final class JournalInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which journal. */
    public JournalInUse(String message) {
        super(message);
    }
}
