package throughline.close;

import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.message.DayReopenedEncoder;
import throughline.message.JournalRecord;
import throughline.message.ReopeningProposedDecoder;
import throughline.message.ReopeningProposedEncoder;
import throughline.office.Step;
import throughline.state.Table;

/** Two people open the last closed day again, to manual entries alone, until it is closed again. One thread. */
public final class Reopening implements Deed {
    private final FirmState firm;
    private final DayList list;
    private final ReopeningProposedDecoder asked = new ReopeningProposedDecoder();
    private final ReopeningProposedEncoder proposed = new ReopeningProposedEncoder();
    private final DayReopenedEncoder reopened = new DayReopenedEncoder();

    public Reopening(FirmState firm, DayList list) {
        this.firm = firm;
        this.list = list;
    }

    @Override
    public MessageEncoderFlyweight encoder() {
        return proposed;
    }

    @Override
    public void read(JournalRecord proposal) {
        asked.wrap(proposal.buffer(), proposal.body(), proposal.blockLength(), proposal.version());
    }

    @Override
    public long bodyHash() {
        return asked.bodyHash();
    }

    @Override
    public int keyAt() {
        return asked.limit() + ReopeningProposedDecoder.requestKeyHeaderLength();
    }

    @Override
    public int keyLength() {
        return asked.requestKeyLength();
    }

    @Override
    public Refusal prepare() {
        int date = asked.businessDate();
        if (list.find(date) == Table.NONE) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        boolean closing = list.closingSeq(list.count() - 1) != 0;
        return !list.isLastClosed(date) || firm.ledger.reopenedDate() != 0 || closing
            ? Refusal.DAY_NOT_CLOSED : Refusal.NONE;
    }

    @Override
    public void write(long id, Step step) {
        step.add(reopened, 0).businessDate(asked.businessDate()).approvalId(id);
    }
}
