package throughline.bookbench;

/**
 * Something done to books or journal by hand, what a proof must say about it, and how it is made good again.
 *
 * @param name what is done
 * @param wreak does it
 * @param mend undoes it
 * @param named how the proof's finding begins
 */
record Damage(String name, Deed wreak, Deed mend, String named) {
    /** What hands do. */
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }
}
