package throughline.world;

/** The end of a process, as the small world sees it: whatever was under way is gone, what was written stays. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String where) {
        super(where, null, false, false);
    }
}
