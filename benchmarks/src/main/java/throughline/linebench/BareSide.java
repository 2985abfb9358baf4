package throughline.linebench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.ChronicleJournal;
import throughline.journal.Forerunner;
import throughline.journal.Journal;

/**
 * Bare queues at a fixed rate: the sender appends a document of an order's size to one, the other thread reads it and
 * appends one of a decision's size to another, which the sender reads; nothing is made of them, and nothing else stands
 * in the queues.
 */
final class BareSide implements Side, AutoCloseable {
    private final ChronicleJournal asked;
    private final ChronicleJournal answered;
    private final Journal.Appender asks;
    private final Journal.Reader asksRead;
    private final Journal.Appender answers;
    private final Journal.Reader answersRead;
    private final UnsafeBuffer ask = new UnsafeBuffer(new byte[Journal.MAX_DOCUMENT_LENGTH]);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[Journal.MAX_DOCUMENT_LENGTH]);
    private final int askLength;
    private final int answerLength;
    private final List<Forerunner> forerunners = new ArrayList<>();
    private Pace pace;
    private int sent;
    private int seen;

    BareSide(Path data, int askLength, int answerLength) {
        asked = ChronicleJournal.open(data.resolve("asked"));
        answered = ChronicleJournal.open(data.resolve("answered"));
        asks = asked.appender();
        asksRead = asked.reader();
        answers = answered.appender();
        answersRead = answered.reader();
        this.askLength = askLength;
        this.answerLength = answerLength;
    }

    @Override
    public void makeRoomAhead() {
        forerunners.add(new Forerunner("asked-room", () -> asks));
        forerunners.add(new Forerunner("answered-room", () -> answers));
    }

    @Override
    public void begin(Pace next) {
        pace = next;
        sent = 0;
        seen = 0;
    }

    @Override
    public boolean send() {
        ask.putLong(0, sent++);
        asks.append(ask, 0, askLength);
        return true;
    }

    @Override
    public void see() {
        while (answersRead.poll()) {
            if (answersRead.buffer().getLong(0) != seen) {
                throw new IllegalStateException("answer " + seen + " is not the next");
            }
            pace.decided(seen++);
        }
    }

    @Override
    public boolean isSeen() {
        return seen == sent;
    }

    @Override
    public void work() {
        while (asksRead.poll()) {
            answer.putLong(0, asksRead.buffer().getLong(0));
            answers.append(answer, 0, answerLength);
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(forerunners);
        asks.close();
        asksRead.close();
        answers.close();
        answersRead.close();
        asked.close();
        answered.close();
    }
}
