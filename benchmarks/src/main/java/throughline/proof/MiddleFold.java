package throughline.proof;

import throughline.journal.Journal;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.TradeClearedDecoder;
import throughline.message.TradeKind;

/**
 * The middle journal folded: each order judged at most once a date, each amendment at most once, and every execution,
 * bust and correction handed on once.
 */
public final class MiddleFold extends JournalFold {
    private final Findings findings;
    private final TradeClearedDecoder cleared = new TradeClearedDecoder();
    private final ReplaceAcceptedDecoder replaceAccepted = new ReplaceAcceptedDecoder();
    private final ReplaceRejectedDecoder replaceRejected = new ReplaceRejectedDecoder();
    private long lastCause;
    private long lastJudged;
    private long lastReplace;
    private long replaces;
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
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                replaceAccepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                replaced(record, replaceAccepted.requestSeq());
            }
            case ReplaceRejectedDecoder.TEMPLATE_ID -> {
                replaceRejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                replaced(record, replaceRejected.requestSeq());
            }
            case TradeClearedDecoder.TEMPLATE_ID -> cleared(record);
            case HoldsDifferedDecoder.TEMPLATE_ID -> findings.add("middle: seq " + record.seq()
                + ": holds and working orders differed");
            default -> { }
        }
    }

    /**
     * Orders are judged in the order in which the front asks, a basket's all because of its last: so a cause that does
     * not rise, or of one cause an order that does not, is an order judged twice.
     */
    private void judged(JournalRecord record) {
        boolean sameCause = record.causeSeq() == lastCause;
        findings.check(record.causeSeq() > lastCause || sameCause && record.orderId() > lastJudged, () -> "middle: seq "
            + record.seq() + " judges order " + record.orderId() + " after order " + lastJudged);
        lastCause = record.causeSeq();
        lastJudged = record.orderId();
    }

    private void replaced(JournalRecord record, long requestSeq) {
        findings.check(requestSeq > lastReplace, () -> "middle: seq " + record.seq() + " judges amendment "
            + requestSeq + " after amendment " + lastReplace);
        lastReplace = requestSeq;
        replaces++;
    }

    private void cleared(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean fits = cleared.kind() != TradeKind.NEW || cleared.executionId() == record.causeSeq();
        findings.check(fits, () -> "middle: seq " + record.seq() + " clears execution " + cleared.executionId()
            + " because of " + record.causeSeq());
        long content = ExecutionFold.content(cleared.matchId(),
            ExecutionFold.signed(cleared.side(), cleared.quantity()), cleared.priceE8(),
            ExecutionFold.key(cleared.accountId(), cleared.instrumentId()), cleared.elsewhere() != 0);
        executions++;
        executionHash += ExecutionFold.mix(cleared.kind().value(), record.causeSeq(), cleared.executionId(), content);
    }

    long judged() {
        return accepted + rejected;
    }

    long replaces() {
        return replaces;
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
