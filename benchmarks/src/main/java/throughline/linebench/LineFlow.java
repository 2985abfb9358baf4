package throughline.linebench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.collections.LongArrayQueue;
import throughline.bookbench.Flow;
import throughline.bookbench.Imports;
import throughline.message.CancelRequestedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.Draft;

/**
 * What traders ask of the line, the same from the same seed: of five orders two rest until another takes all of them,
 * two take one that rests, and one rests away from the market and is canceled later, so that the book stays as deep as
 * it is. Accounts, instruments and traders are uniformly random. Allocates nothing once it runs. One thread.
 */
final class LineFlow {
    private static final int RESTING = 2_000;
    private static final int CENTS_AWAY = 20;
    private static final int QUANTITIES = 9_973;
    private static final int NAME = 12;
    private static final byte[] NONE = {};

    private final SplittableRandom random;
    private final int instruments;
    private final int accounts;
    private final int traders;
    private final byte[][] accountNames;
    private final byte[][] symbols;
    private final byte[] clOrdId = new byte[NAME];
    private final LongArrayQueue makers = new LongArrayQueue(RESTING * 2, 0L);
    private final LongArrayQueue away = new LongArrayQueue(RESTING * 2, 0L);
    private long orders;
    private int turn;
    private boolean takes;

    /** A command as it is handed to the front; those that wait for each other are each on one of their own. */
    static final class Slip {
        final Draft draft = new Draft();
        private final OrderCapturedEncoder order = new OrderCapturedEncoder();
        private final CancelRequestedEncoder cancel = new CancelRequestedEncoder();
        /** Its sender's number of it. */
        long number;
    }

    LineFlow(long seed, int accounts, int instruments, int traders) {
        random = new SplittableRandom(seed);
        this.accounts = accounts;
        this.instruments = instruments;
        this.traders = traders;
        accountNames = names("A", accounts);
        symbols = names("S", instruments);
    }

    private static byte[][] names(String prefix, int count) {
        byte[][] names = new byte[count + 1][];
        for (int id = 1; id <= count; id++) {
            names[id] = (prefix + id).getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }

    /** Writes the next order. */
    void order(Slip slip) {
        orders++;
        takes = false;
        switch (turn++ % 5) {
            case 0, 2 -> make(slip);
            case 1, 3 -> take(slip);
            default -> rest(slip);
        }
    }

    private void make(Slip slip) {
        int instrument = 1 + random.nextInt(instruments);
        boolean buys = (instrument & 1) == 0;
        int quantity = quantity();
        makers.addLong((long) instrument << 32 | quantity);
        write(slip, account(buys, 0), instrument, buys, quantity, 0);
    }

    private void take(Slip slip) {
        if (makers.size() < RESTING) {
            make(slip);
            return;
        }
        takes = true;
        long made = makers.pollLong();
        int instrument = (int) (made >>> 32);
        boolean buys = (instrument & 1) != 0;
        write(slip, account(buys, accounts / 2), instrument, buys, (int) made, 0);
    }

    private void rest(Slip slip) {
        int instrument = 1 + random.nextInt(instruments);
        boolean buys = random.nextBoolean();
        write(slip, account(buys, 0), instrument, buys, quantity(), buys ? -CENTS_AWAY : CENTS_AWAY);
    }

    /** Another for each order of a while, so that none looks like one before it. */
    private int quantity() {
        return 1 + (int) (orders * 7919 % QUANTITIES);
    }

    /** One of half of all, for no account shall meet itself: whoever buys, but only the firm's own accounts sell. */
    private int account(boolean buys, int from) {
        int account = from + 1 + random.nextInt(accounts / 2);
        if (buys || !Imports.isClient(account)) {
            return account;
        }
        return account - from == accounts / 2 ? account - 1 : account + 1;
    }

    private void write(Slip slip, int account, int instrument, boolean buys, int quantity, int cents) {
        long number = orders;
        for (int i = NAME - 1; i >= 0; i--) {
            clOrdId[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
        int trader = Imports.TRADER + random.nextInt(traders);
        slip.draft.begin(slip.order, trader, 0).quantity(quantity).price(Flow.priceE8(instrument) / 1_000_000 + cents)
            .priceDecimals((short) 2).bodyHash(orders).side(buys ? Side.BUY : Side.SELL).ordType(OrdType.LIMIT)
            .timeInForce(TimeInForce.DAY).putClOrdId(clOrdId, 0, NAME)
            .putAccountName(accountNames[account], 0, accountNames[account].length)
            .putSymbol(symbols[instrument], 0, symbols[instrument].length).putStrategy(NONE, 0, 0)
            .putDecisionMaker(NONE, 0, 0).putSession(NONE, 0, 0).putParentId(NONE, 0, 0).putLocate(NONE, 0, 0);
    }

    /** Whether the order made last rests until it is canceled. */
    boolean lastRestsAway() {
        return (turn - 1) % 5 == 4;
    }

    /** Whether the order made last takes one that rests, at once. */
    boolean lastTakes() {
        return takes;
    }

    /** An order that rests away has this id. */
    void resting(long orderId) {
        away.addLong(orderId);
    }

    /** Writes the next cancel, if one is due. */
    boolean cancel(Slip slip) {
        if (away.size() < RESTING) {
            return false;
        }
        slip.draft.begin(slip.cancel, Imports.TRADER, away.pollLong()).bodyHash(orders).putRequestKey(NONE, 0, 0);
        return true;
    }
}
