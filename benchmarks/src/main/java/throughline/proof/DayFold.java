package throughline.proof;

import throughline.message.DayClosedDecoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.DayReopenedDecoder;
import throughline.message.DayResealedDecoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;

/**
 * The back journal's days folded (L8): an entry is booked on the open date and is of it, or by hand of a day that was
 * reopened and not sealed again; only the day closed last is reopened, one at a time.
 */
final class DayFold {
    private final Findings findings;
    private final DayOpeningDecoder opening = new DayOpeningDecoder();
    private final DayClosedDecoder closed = new DayClosedDecoder();
    private final DayReopenedDecoder reopening = new DayReopenedDecoder();
    private final DayResealedDecoder resealing = new DayResealedDecoder();
    private int open;
    private int lastClosed;
    private int reopened;

    DayFold(Findings findings) {
        this.findings = findings;
    }

    void take(JournalRecord record) {
        switch (record.templateId()) {
            case DayOpeningDecoder.TEMPLATE_ID -> {
                opening.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                open = opening.businessDate();
            }
            case DayClosedDecoder.TEMPLATE_ID -> {
                closed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                check(record, closed.businessDate() == open && closed.nextDate() > open && reopened == 0,
                    "closes day " + closed.businessDate());
                lastClosed = closed.businessDate();
                open = closed.nextDate();
            }
            case DayReopenedDecoder.TEMPLATE_ID -> {
                reopening.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                check(record, reopening.businessDate() == lastClosed && lastClosed != 0 && reopened == 0,
                    "reopens day " + reopening.businessDate());
                reopened = reopening.businessDate();
            }
            case DayResealedDecoder.TEMPLATE_ID -> {
                resealing.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                check(record, resealing.businessDate() == reopened && reopened != 0,
                    "seals day " + resealing.businessDate() + " again");
                reopened = 0;
            }
            default -> { }
        }
    }

    private void check(JournalRecord record, boolean holds, String what) {
        findings.check(holds, () -> "L8: seq " + record.seq() + " " + what + "; open is " + open + ", closed last "
            + lastClosed + ", reopened " + reopened);
    }

    /** An entry; before the first day opens there is no day to keep. */
    void booked(EntryBookedDecoder entry) {
        if (open == 0) {
            return;
        }
        boolean byHand = entry.kind() == EntryKind.MANUAL || entry.kind() == EntryKind.REVERSAL;
        boolean fits = entry.accountingDate() == open
            || reopened != 0 && entry.accountingDate() == reopened && byHand;
        findings.check(fits && entry.bookingDate() == open, () -> "L8: entry " + entry.entryId() + " is of day "
            + entry.accountingDate() + ", booked on " + entry.bookingDate() + "; open is " + open + ", reopened "
            + reopened);
    }
}
