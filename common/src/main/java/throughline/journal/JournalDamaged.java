package throughline.journal;

/** A journal does not hold what it must: a wrong CRC, a gap, a record that was named and is not there. */
public final class JournalDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which journal, which seq and what is wrong. */
    public JournalDamaged(String message) {
        super(message);
    }
}
