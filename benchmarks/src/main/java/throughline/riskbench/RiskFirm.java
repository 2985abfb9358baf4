package throughline.riskbench;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.linebench.WideLimits;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.CashStatedEncoder;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedEncoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.message.UserStatedEncoder;
import throughline.risk.MiddleMachine;

/**
 * A middle office's state machine with many accounts and instruments, a position in as many pairs as wanted, and every
 * control on at every scope it has: filled by records, as the real one is. One thread.
 */
public final class RiskFirm {
    /** Its first business day. */
    public static final int DATE = 20_000;
    /** When it begins. */
    public static final long START_NS = 1_780_000_000_000_000_000L;
    private static final long E8 = 100_000_000L;
    private static final int USD = 840;
    private static final int DESKS = 10;
    private static final int SECTORS = 11;
    private static final int TRADERS = 50;
    private static final int CLIENT_ONE_IN = 4;
    private static final int RECORD_BYTES = 512;

    private final MiddleMachine machine;
    private final int accounts;
    private final int instruments;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1 << 16]);
    private final JournalRecord record = new JournalRecord();
    private long frontSeq;
    private long middleSeq;
    private long timeNs = START_NS;

    /** A firm with its first day open, all limits wide enough for what {@link #order} makes, and no position. */
    public RiskFirm(int accounts, int instruments) {
        this.accounts = accounts;
        this.instruments = instruments;
        machine = new MiddleMachine(1 << 12);
        staff();
        limits();
        front(new SessionOpenedEncoder(), 0, e -> e.businessDate(DATE));
        own(new RiskDayOpenedEncoder(), e -> e.businessDate(DATE));
    }

    private void staff() {
        front(new PartyStatedEncoder(), 0, e -> e.partyId(1).kind(PartyKind.FIRM).partyName("FIRM").legalName("F"));
        for (int id = 1; id <= instruments; id++) {
            int instrument = id;
            front(new InstrumentStatedEncoder(), 0, e -> e.instrumentId(instrument).currency(USD)
                .quantityScale((short) 0).standing(Standing.OPEN).tickE8(E8 / 100).lot(1).multiplier(1)
                .symbol("S" + instrument).name("S" + instrument).sector("Sector " + instrument % SECTORS)
                .issuer("Issuer " + instrument / 2));
        }
        for (int id = 1; id <= accounts; id++) {
            account(id);
        }
        for (int id = 1; id <= TRADERS; id++) {
            int user = id;
            front(new UserStatedEncoder(), 0, e -> {
                e.userId(user).deskId(0).standing(Standing.OPEN).userName("trader" + user);
                e.roles().clear().trader(true);
            });
        }
        for (int id = 1; id <= instruments; id++) {
            price(id, 100 * E8);
        }
    }

    private void account(int id) {
        boolean client = id % CLIENT_ONE_IN == 0;
        int party = client ? id + 1 : 1;
        if (client) {
            front(new PartyStatedEncoder(), 0, e -> e.partyId(party).kind(PartyKind.CLIENT).partyName("C" + id)
                .legalName("C" + id));
        }
        front(new AccountStatedEncoder(), 0, e -> e.accountId(id).partyId(party).deskId(1 + id % DESKS)
            .selfTradeGroup(id).kind(client ? AccountKind.CLIENT : AccountKind.PRINCIPAL).standing(Standing.OPEN)
            .shortSale((short) 1).selfTradeMode(SelfTradeMode.AGGRESSOR).accountName("A" + id)
            .deskName("D" + id % DESKS));
        if (client) {
            front(new CashStatedEncoder(), 0, e -> e.accountId(id).currency(USD).amountMinor(Long.MAX_VALUE / 4));
        }
    }

    private void limits() {
        WideLimits.each(this::ids, (metric, scope) ->
            own(new LimitSetEncoder(), e -> e.value(WideLimits.of(metric)).scope(scope).metric(metric).scopeName("")));
        own(new LimitsImportedEncoder(), e -> e.count(1));
    }

    private IntStream ids(ScopeKind kind) {
        return switch (kind) {
            case DESK -> IntStream.rangeClosed(1, DESKS);
            case TRADER, SESSION -> IntStream.rangeClosed(1, TRADERS);
            case ACCOUNT, CLIENT, GROUP -> IntStream.rangeClosed(1, accounts);
            case INSTRUMENT -> IntStream.rangeClosed(1, instruments);
            case SECTOR -> IntStream.rangeClosed(1, SECTORS).map(machine.instruments()::sectorId);
            default -> IntStream.empty();
        };
    }

    /** What it fills. */
    public MiddleMachine machine() {
        return machine;
    }

    /** Every account holds something of every instrument. */
    void holdAll() {
        for (int account = 1; account <= accounts; account++) {
            for (int instrument = 1; instrument <= instruments; instrument++) {
                hold(account, instrument, 1_000);
            }
        }
        while (machine.workSeq() != 0) {
            throw new IllegalStateException("positions of the first day are marked when they are stated");
        }
    }

    /** An account holds so much of an instrument. */
    void hold(int account, int instrument, long quantity) {
        front(new PositionStatedEncoder(), 0, e -> e.accountId(account).instrumentId(instrument).quantity(quantity));
    }

    /** An instrument's price is another. */
    void price(int id, long priceE8) {
        front(new PriceStatedEncoder(), 0, e -> e.instrumentId(id).businessDate(DATE).priceE8(priceE8)
            .kind(PriceKind.LAST).requestKey("").source(""));
    }

    /** The front's record of a price. */
    static JournalRecord priced(int id, long priceE8) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[RECORD_BYTES]);
        int length = Records.write(buffer, 0, new PriceStatedEncoder(), 0, 1, START_NS, 1, e -> e.instrumentId(id)
            .businessDate(DATE).priceE8(priceE8).kind(PriceKind.LAST).requestKey("").source(""));
        return new JournalRecord().wrap(buffer, 0, length);
    }

    /** The front's record of an order's end by request, to be stamped and numbered. */
    static JournalRecord canceled(UnsafeBuffer buffer) {
        int length = Records.write(buffer, 0, new OrderCanceledEncoder(), 0, 1, START_NS, 1,
            e -> e.reason(EndReason.BY_REQUEST));
        return new JournalRecord().wrap(buffer, 0, length);
    }

    /**
     * Random orders as the front captures them, uniformly random, one behind another in a buffer of its own, as in a
     * journal.
     */
    public static final class Orders {
        private final UnsafeBuffer buffer;
        private final int[] starts;
        private final int[] lengths;
        private final JournalRecord view = new JournalRecord();

        /** So many. */
        public Orders(int count, int accounts, int instruments, SplittableRandom random) {
            buffer = new UnsafeBuffer(new byte[count * RECORD_BYTES]);
            starts = new int[count];
            lengths = new int[count];
            OrderCapturedEncoder encoder = new OrderCapturedEncoder();
            for (int i = 0; i < count; i++) {
                int account = 1 + random.nextInt(accounts);
                boolean buys = account % CLIENT_ONE_IN == 0 || random.nextBoolean();
                int instrument = 1 + random.nextInt(instruments);
                int user = 1 + random.nextInt(TRADERS);
                int quantity = 1 + random.nextInt(100);
                starts[i] = i == 0 ? 0 : starts[i - 1] + (lengths[i - 1] + Long.BYTES - 1 & -Long.BYTES);
                long seq = i + 1L;
                lengths[i] = Records.write(buffer, starts[i], encoder, user, seq, START_NS, seq, e -> e
                    .quantity(quantity).price(10_000 + (buys ? -1 : 1)).priceDecimals((short) 2).businessDate(DATE)
                    .accountId(account).instrumentId(instrument).side(buys ? Side.BUY : Side.SELL)
                    .ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY).clOrdId("c").accountName("a").symbol("s")
                    .strategy("").decisionMaker("").session("").parentId("").locate(""));
            }
        }

        /** How many there are. */
        public int count() {
            return lengths.length;
        }

        /** One of them; valid until the next call. */
        public JournalRecord get(int i) {
            return view.wrap(buffer, starts[i], lengths[i]);
        }
    }

    private <E extends MessageEncoderFlyweight> void front(E encoder, int actor, Consumer<E> fields) {
        frontSeq++;
        int length = Records.write(bytes, 0, encoder, actor, frontSeq, timeNs, frontSeq, fields);
        machine.input(JournalId.FRONT, record.wrap(bytes, 0, length));
    }

    private <E extends MessageEncoderFlyweight> void own(E encoder, Consumer<E> fields) {
        middleSeq++;
        int length = Records.write(bytes, 0, encoder, 0, middleSeq, timeNs, middleSeq, fields);
        machine.apply(record.wrap(bytes, 0, length));
    }
}
