package throughline.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;

/** What must hold after each round, read from the files of the firm, not from what it says. One thread. */
final class CrashProof {
    private static final long VERIFY_SECONDS = 300;
    private static final int SHOWN = 15;

    private final Path data;
    private final Path logs;

    CrashProof(Path data, Path logs) {
        this.data = data;
        this.logs = logs;
    }

    /**
     * Each acknowledged order stands in the front journal under the id told, and no client's id stands there twice.
     *
     * @param orders acknowledged by clients who never use an id a second time
     */
    void holdAgainstTheJournal(Collection<OrderAnswer> orders) {
        Map<String, Long> captured = captured();
        for (OrderAnswer order : orders) {
            Long seq = captured.get(order.clOrdId());
            if (seq == null) {
                throw new BrokenPromise("order " + order.clOrdId() + " was acknowledged as " + order.orderId()
                    + " and is not in the front journal");
            }
            if (!order.orderId().equals(seq.toString())) {
                throw new BrokenPromise("order " + order.clOrdId() + " was acknowledged as " + order.orderId()
                    + " and the front journal has it as " + seq);
            }
        }
    }

    private Map<String, Long> captured() {
        Map<String, Long> captured = new HashMap<>();
        OrderCapturedDecoder order = new OrderCapturedDecoder();
        try (Journal journal = ChronicleJournal.openToRead(data.resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.templateId() == OrderCapturedDecoder.TEMPLATE_ID) {
                    order.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                    String clOrdId = order.clOrdId();
                    Long before = captured.put(clOrdId, record.seq());
                    if (before != null) {
                        throw new BrokenPromise("order " + clOrdId + " was captured twice, as " + before + " and "
                            + record.seq());
                    }
                }
            }
        }
        return captured;
    }

    /**
     * Runs the whole proof, {@code ./firm verify}, in a process of its own.
     *
     * @return its exit code, always 0: anything else is a broken promise with the proof's own words
     */
    int verify(String name) {
        Path said = logs.resolve("verify-" + name + ".log");
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        command.addAll(List.of("-Xmx1g", "throughline.proof.Verify", "--data", data.toString()));
        Process process = LiveFirm.run(command, said);
        try {
            if (!process.waitFor(VERIFY_SECONDS, TimeUnit.SECONDS)) {
                throw new BrokenPromise("verify has not ended after " + VERIFY_SECONDS + " s: see " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new BrokenPromise("verify exit " + process.exitValue() + ", " + said + " ends:\n" + end(said));
        }
        return process.exitValue();
    }

    private static String end(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
