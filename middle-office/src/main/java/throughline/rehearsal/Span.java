package throughline.rehearsal;

import throughline.message.JournalRecord;
import throughline.message.SessionOpenedDecoder;

/**
 * A span of the past, both ends in it. Seqs are the middle journal's, times epoch nanoseconds, dates business dates as
 * epoch days.
 */
public record Span(Moment from, Moment to) {
    /** What a moment is given as. */
    public enum Kind {
        /** A seq of the middle journal. */
        SEQ,
        /** A time. */
        TIME,
        /** A business date: its session's opening, or its end. */
        DATE
    }

    /** An end of a span. */
    public record Moment(Kind kind, long value) {
    }

    /** Whether a state as of an own record lies before the span; so the span can be reached from it. */
    boolean isBehind(long seq, long timeNs, int sessionDate) {
        return switch (from.kind()) {
            case SEQ -> seq < from.value();
            case TIME -> timeNs < from.value();
            case DATE -> sessionDate < from.value();
        };
    }

    /** Whether it begins with what follows that own record. */
    boolean beginsBehind(long seq) {
        return from.kind() == Kind.SEQ && seq + 1 >= from.value();
    }

    /** Whether it begins with this record of either journal, or has begun before it. */
    boolean beginsAt(JournalRecord record) {
        return switch (from.kind()) {
            case SEQ -> false;
            case TIME -> record.timeNs() >= from.value();
            case DATE -> opens(record) >= from.value();
        };
    }

    /** Whether this record of the front lies behind it. */
    boolean endsBefore(JournalRecord record) {
        return switch (to.kind()) {
            case SEQ -> false;
            case TIME -> record.timeNs() > to.value();
            case DATE -> opens(record) > to.value();
        };
    }

    /** The business date a record opens; the least long: none. */
    private static long opens(JournalRecord record) {
        return record.templateId() != SessionOpenedDecoder.TEMPLATE_ID ? Long.MIN_VALUE
            : new SessionOpenedDecoder()
                .wrap(record.buffer(), record.body(), record.blockLength(), record.version()).businessDate();
    }
}
