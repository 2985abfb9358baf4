package throughline.linebench;

/**
 * How large a firm is.
 *
 * @param accounts it has; those of odd number are clients'
 * @param instruments it trades
 * @param traders who ask
 */
record LineSize(int accounts, int instruments, int traders) {
    /** As the sample firm that {@code ./firm} begins with. */
    static final LineSize SAMPLE = new LineSize(22, 500, 2);
    /** As the risk check is measured with. */
    static final LineSize WIDE = new LineSize(1_000, 500, 50);

    /** A firm of so many accounts, with as many traders as one of the two has. */
    static LineSize of(int accounts) {
        LineSize alike = accounts <= SAMPLE.accounts ? SAMPLE : WIDE;
        return new LineSize(accounts, alike.instruments, alike.traders);
    }

    /** What the keys of its figures have in them: nothing where it is the sample firm. */
    String mark() {
        return equals(SAMPLE) ? "" : equals(WIDE) ? "wide_" : accounts + "_";
    }

    @Override
    public String toString() {
        return accounts + " accounts x " + instruments + " instruments";
    }
}
