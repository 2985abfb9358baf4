package throughline.peerbench;

/** What came of the commands: trades, what they traded, and commands refused. Counted by one thread at a time. */
final class Tally {
    long trades;
    long quantity;
    long refused;

    void traded(long size) {
        trades++;
        quantity += size;
    }

    void clear() {
        trades = 0;
        quantity = 0;
        refused = 0;
    }

    /** Throws when another made something else of the same flow. */
    void expect(Tally expected, String who) {
        if (refused != 0 || trades != expected.trades || quantity != expected.quantity) {
            throw new IllegalStateException(who + " made " + this + " of a flow that makes " + expected);
        }
    }

    @Override
    public String toString() {
        return trades + " trades of " + quantity + " with " + refused + " refused";
    }
}
