package throughline.proof;

import throughline.journal.Journal;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;

/** The middle journal folded: each order judged at most once, every execution handed on once. */
public final class MiddleFold extends JournalFold {
    private final Findings findings;
    private final TradeClearedDecoder cleared = new TradeClearedDecoder();
    private long lastJudged;
    private long accepted;
    private long rejected;
    private long executions;
    private long executionHash;

    MiddleFold(Journal journal, Findings findings) {
        super("middle", journal);
        this.findings = findings;
    }

    @Override
    void take(JournalRecord record) {
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                judged(record);
                accepted++;
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                judged(record);
                rejected++;
            }
            case TradeClearedDecoder.TEMPLATE_ID -> cleared(record);
            case HoldsDifferedDecoder.TEMPLATE_ID -> findings.add("middle: seq " + record.seq()
                + ": holds and working orders differed");
            default -> { }
        }
    }

    /** Orders are judged in the order of their capture, so a number that does not rise is an order judged twice. */
    private void judged(JournalRecord record) {
        findings.check(record.orderId() > lastJudged, () -> "middle: seq " + record.seq() + " judges order "
            + record.orderId() + " after order " + lastJudged);
        lastJudged = record.orderId();
    }

    private void cleared(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.check(cleared.executionId() == record.causeSeq(), () -> "middle: seq " + record.seq()
            + " clears execution " + cleared.executionId() + " because of " + record.causeSeq());
        long signed = cleared.side() == Side.BUY ? cleared.quantity() : -cleared.quantity();
        executions++;
        executionHash += FrontFold.mix(cleared.executionId(), cleared.matchId(), cleared.quantity(), cleared.priceE8(),
            signed, FrontFold.key(cleared.accountId(), cleared.instrumentId()));
    }

    long judged() {
        return accepted + rejected;
    }

    long accepted() {
        return accepted;
    }

    long executions() {
        return executions;
    }

    long executionHash() {
        return executionHash;
    }
}
