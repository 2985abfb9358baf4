package throughline.console;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.console.Firm.Refused;
import throughline.journal.ChronicleJournal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.lineage.JournalIndex;
import throughline.lineage.RecordText;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.office.DataDirectory;

/** Reads an office's journal without disturbing it, whether the office runs or not. */
@Command(name = "journal", synopsisSubcommandLabel = "(dump | tail | stat)",
    description = "Reads an office's journal, live or stopped.")
final class JournalCommand implements Runnable {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RecordText text = new RecordText();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the journal: dump, tail or stat");
    }

    @Command(name = "dump", description = "Prints the records, one a line.")
    int dump(@Mixin Chosen chosen) {
        chosen.read(false, record -> chosen.print(record, text));
        return Firm.DONE;
    }

    @Command(name = "tail", description = "Prints the last records.")
    int tail(@Mixin Chosen chosen,
        @Option(names = {"-n", "--lines"}, defaultValue = "10", paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).") int lines,
        @Option(names = {"-f", "--follow"}, description = "Go on with what comes; Ctrl-C ends it.") boolean follow) {
        ArrayDeque<String> last = new ArrayDeque<>();
        boolean[] caughtUp = new boolean[1];
        chosen.follow(follow, record -> {
            String line = chosen.format(record, text);
            if (caughtUp[0]) {
                System.out.println(line);
                return;
            }
            last.add(line);
            if (last.size() > lines) {
                last.removeFirst();
            }
        }, () -> {
            last.forEach(System.out::println);
            last.clear();
            caughtUp[0] = true;
        });
        return Firm.DONE;
    }

    @Command(name = "stat",
        description = "Counts the records by kind, with their bytes; says first and last, and the journal's epoch.")
    int stat(@Mixin Chosen chosen) {
        Map<String, long[]> kinds = new TreeMap<>();
        long[] span = new long[4];
        OfficeStartedDecoder started = new OfficeStartedDecoder();
        long[] epoch = new long[1];
        chosen.read(false, record -> {
            long[] kind = kinds.computeIfAbsent(text.kind(record.templateId()), name -> new long[2]);
            kind[0]++;
            kind[1] += record.length();
            if (span[0] == 0) {
                span[0] = record.seq();
                span[1] = record.timeNs();
            }
            span[2] = record.seq();
            span[3] = record.timeNs();
            if (record.templateId() == OfficeStartedDecoder.TEMPLATE_ID) {
                started.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                epoch[0] = started.epoch();
            }
        });
        chosen.printStat(kinds, span, epoch[0]);
        return Firm.DONE;
    }

    /** Whose journal, and which of its records. */
    static final class Chosen {
        @Mixin
        private FirmOptions firm = new FirmOptions();

        @Parameters(paramLabel = "OFFICE", converter = Office.Named.class, description = "front, middle or back.")
        private Office office;

        @Option(names = "--from", paramLabel = "SEQ", defaultValue = "1", description = "Begin at this seq.")
        private long from;

        @Option(names = "--order", paramLabel = "ID", defaultValue = "0", description = "Only records of this order.")
        private long order;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        private void read(boolean live, Consumer<JournalRecord> records) {
            follow(live, records, () -> System.out.flush());
        }

        /** Hands over what there is, tells when the end is reached, then goes on as records come, if it is to. */
        private void follow(boolean live, Consumer<JournalRecord> records, Runnable atEnd) {
            Path directory = office.journal(firm.data());
            if (!ChronicleJournal.exists(directory)) {
                throw new Refused("no journal at " + directory + ": the firm has not been up there");
            }
            try (ChronicleJournal journal = ChronicleJournal.openToRead(directory);
                RecordCursor cursor = new RecordCursor(office.title(), journal)) {
                skip(journal, cursor, records);
                boolean more = true;
                boolean told = false;
                while (more && !System.out.checkError()) {
                    more = advance(cursor, records);
                    if (!more && !told) {
                        told = true;
                        atEnd.run();
                    }
                    if (!more && live) {
                        more = true;
                        LockSupport.parkNanos(POLL_NS);
                    }
                }
            } catch (JournalDamaged e) {
                throw new Refused(e.getMessage(), e);
            }
        }

        /** Goes by the lineage index to the first record wanted; an order's it hands over as far as it reaches. */
        private void skip(ChronicleJournal journal, RecordCursor cursor, Consumer<JournalRecord> records) {
            if (from <= 1 && order == 0) {
                return;
            }
            JournalId id = JournalId.valueOf(office.name());
            try (JournalIndex index = JournalIndex.of(new DataDirectory(firm.data()), id, journal, false)) {
                index.load();
                if (order == 0) {
                    index.seek(cursor, from);
                    return;
                }
                for (long seq : index.ofOrder(order).toLongArray()) {
                    if (seq >= from) {
                        records.accept(index.read(seq));
                    }
                }
                index.seek(cursor, index.indexed() + 1);
            }
        }

        /** Takes a run of records, so that stdout is not asked for its health at each; false at the end. */
        private boolean advance(RecordCursor cursor, Consumer<JournalRecord> records) {
            for (int i = 0; i < Short.MAX_VALUE; i++) {
                if (!cursor.next()) {
                    return false;
                }
                JournalRecord record = cursor.record();
                if (record.seq() >= from && (order == 0 || record.orderId() == order)) {
                    records.accept(record);
                }
            }
            return true;
        }

        private String format(JournalRecord record, RecordText text) {
            return json ? text.json(record).encode() : text.line(record);
        }

        private void print(JournalRecord record, RecordText text) {
            System.out.println(format(record, text));
        }

        private void printStat(Map<String, long[]> kinds, long[] span, long epoch) {
            long records = kinds.values().stream().mapToLong(kind -> kind[0]).sum();
            long bytes = kinds.values().stream().mapToLong(kind -> kind[1]).sum();
            if (json) {
                System.out.println(statJson(kinds, span, epoch));
                return;
            }
            System.out.printf("%-24s %12s %14s%n", "KIND", "RECORDS", "BYTES");
            kinds.forEach((kind, count) -> System.out.printf("%-24s %12d %14d%n", kind, count[0], count[1]));
            System.out.printf("%-24s %12d %14d%n", "all", records, bytes);
            if (records > 0) {
                System.out.printf("first  seq %d at %s%n", span[0], RecordText.instant(span[1]));
                System.out.printf("last   seq %d at %s%n", span[2], RecordText.instant(span[3]));
                System.out.printf("epoch  %s%n", Long.toHexString(epoch));
            }
        }

        private static String statJson(Map<String, long[]> kinds, long[] span, long epoch) {
            JsonObject counted = new JsonObject();
            kinds.forEach((kind, count) -> counted.put(kind, new JsonObject()
                .put("records", count[0]).put("bytes", count[1])));
            return new JsonObject().put("kinds", counted).put("firstSeq", span[0])
                .put("firstTime", RecordText.instant(span[1])).put("lastSeq", span[2])
                .put("lastTime", RecordText.instant(span[3])).put("epoch", Long.toHexString(epoch)).encode();
        }
    }
}
