package throughline.firm;

import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.JournalRecord;
import throughline.office.Step;

/**
 * What two people do together: one proposes it by a record of its own, another approves it, and then it is carried out.
 * It reads the state and changes none of it. One thread.
 */
public interface Deed {
    /** Encoder of its proposals. */
    MessageEncoderFlyweight encoder();

    /** Reads a proposal, or the draft of one; all else is about it until the next call. */
    void read(JournalRecord proposal);

    /** Hash of the body that asked for it. */
    long bodyHash();

    /** Where its request's key begins in the record. */
    int keyAt();

    /** Length of its request's key in bytes; 0: it has none. */
    int keyLength();

    /**
     * Makes it ready and writes nothing.
     *
     * @return why it cannot be done as things stand; {@link Refusal#NONE}: it can
     * @throws ArithmeticException when an amount does not fit
     */
    Refusal prepare();

    /**
     * Adds the records of what was prepared last, behind the decision that stands in the step.
     *
     * @param id of the proposal
     */
    void write(long id, Step step);
}
