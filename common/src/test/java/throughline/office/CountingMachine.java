package throughline.office;

import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import throughline.message.AccessRefusedDecoder;
import throughline.message.AccessRefusedEncoder;
import throughline.message.ClockTickedEncoder;
import throughline.message.ConsumedDecoder;
import throughline.message.ConsumedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.PriceStatedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionClosedEncoder;
import throughline.message.UserStatedDecoder;
import throughline.message.UserStatedEncoder;
import throughline.reference.Users;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The smallest office there is: it counts and sums stated prices, keeps users, settles the last price 30 ms later by a
 * record of that price's orderId, and counts the records of its inputs.
 */
public final class CountingMachine implements StateMachine {
    /** A price of this makes {@link #apply} throw. */
    public static final long POISON = 666_00000000L;

    private static final long SETTLE_NS = 30_000_000L;

    private final JournalId own;
    private final List<JournalId> inputs;
    private final long flavour;
    private final Requests requests = new Requests(16);
    private final Users users = new Users();
    private final PriceStatedDecoder price = new PriceStatedDecoder();
    private final ExpandableArrayBuffer key = new ExpandableArrayBuffer();
    private long prices;
    private long sumE8;
    private long refused;
    private long inputRecords;
    private long unsettled;
    private long unsettledSinceNs;
    private long settled;

    /** A machine of the front that reads those journals. */
    public CountingMachine(JournalId... inputs) {
        this(JournalId.FRONT, List.of(inputs), 0);
    }

    /**
     * A machine of any office.
     *
     * @param flavour stands in the state, so that two machines can be made to differ
     */
    public CountingMachine(JournalId own, List<JournalId> inputs, long flavour) {
        this.own = own;
        this.inputs = List.copyOf(inputs);
        this.flavour = flavour;
    }

    @Override
    public JournalId journal() {
        return own;
    }

    @Override
    public List<JournalId> inputs() {
        return inputs;
    }

    @Override
    public int rulesVersion() {
        return 1;
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        inputRecords++;
    }

    @Override
    public void apply(JournalRecord record) {
        switch (record.templateId()) {
            case PriceStatedDecoder.TEMPLATE_ID -> applyPrice(record);
            case UserStatedDecoder.TEMPLATE_ID -> users.state(record);
            case AccessRefusedDecoder.TEMPLATE_ID -> refused++;
            case ConsumedDecoder.TEMPLATE_ID -> {
                if (record.orderId() != 0) {
                    settled = record.orderId();
                    unsettled = 0;
                }
            }
            default -> refused += 0;
        }
    }

    private void applyPrice(JournalRecord record) {
        price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (price.priceE8() == POISON) {
            throw new IllegalStateException("poison at seq " + record.seq());
        }
        prices++;
        sumE8 += price.priceE8();
        long bodyHash = price.bodyHash();
        int length = keyOf(price);
        requests.add(record.actor(), key, 0, length, bodyHash, record.seq());
        unsettled = record.seq();
        unsettledSinceNs = record.timeNs();
    }

    private int keyOf(PriceStatedDecoder decoder) {
        int length = decoder.requestKeyLength();
        DirectBuffer buffer = decoder.buffer();
        key.putBytes(0, buffer, decoder.limit() + PriceStatedDecoder.requestKeyHeaderLength(), length);
        return length;
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        // inputs are only counted
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        long reference = step.nextSeq();
        switch (draft.templateId()) {
            case PriceStatedDecoder.TEMPLATE_ID -> {
                price.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
                long bodyHash = price.bodyHash();
                int row = requests.find(draft.actor(), key, 0, keyOf(price));
                if (row >= 0) {
                    step.answer(requests.bodyHash(row) == bodyHash ? Outcome.REPEATED : Outcome.CONFLICT,
                        requests.seq(row));
                    return;
                }
                step.adopt(new PriceStatedEncoder(), draft, reference);
            }
            case UserStatedDecoder.TEMPLATE_ID -> step.adopt(new UserStatedEncoder(), draft, 0);
            case AccessRefusedDecoder.TEMPLATE_ID -> step.adopt(new AccessRefusedEncoder(), draft, 0);
            case SessionClosedDecoder.TEMPLATE_ID -> step.adopt(new SessionClosedEncoder(), draft, 0);
            default -> throw new IllegalArgumentException("template " + draft.templateId());
        }
        step.answer(Outcome.RECORDED, reference);
    }

    @Override
    public void tick(Step step) {
        step.add(new ClockTickedEncoder(), 0);
        if (unsettled != 0) {
            step.add(new ConsumedEncoder(), unsettled);
        }
    }

    @Override
    public long workSeq() {
        return 0;
    }

    @Override
    public void work(Step step) {
        throw new IllegalStateException("no work is ever left");
    }

    @Override
    public long deadlineNs() {
        return unsettled == 0 ? NEVER : unsettledSinceNs + SETTLE_NS;
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return record.templateId() == SessionClosedDecoder.TEMPLATE_ID;
    }

    /** How many prices were stated. */
    public long prices() {
        return prices;
    }

    /** Sum of all of them. */
    public long sumE8() {
        return sumE8;
    }

    /** How many refusals stand on record. */
    public long refused() {
        return refused;
    }

    /** How many records of other journals were read. */
    public long inputRecords() {
        return inputRecords;
    }

    /** Seq of the price last settled. */
    public long settled() {
        return settled;
    }

    /** Those who may sign in. */
    public Users users() {
        return users;
    }

    @Override
    public void save(StateSink sink) {
        requests.save(sink);
        users.save(sink);
        sink.putLong(flavour);
        for (long value : new long[] {prices, sumE8, refused, inputRecords, unsettled, unsettledSinceNs, settled}) {
            sink.putLong(value);
        }
    }

    @Override
    public void load(StateSource source) {
        requests.load(source);
        users.load(source);
        if (source.getLong() != flavour) {
            throw new IllegalStateException("a snapshot of another flavour");
        }
        prices = source.getLong();
        sumE8 = source.getLong();
        refused = source.getLong();
        inputRecords = source.getLong();
        unsettled = source.getLong();
        unsettledSinceNs = source.getLong();
        settled = source.getLong();
    }
}
