package throughline.restartbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import throughline.back.BackMachine;
import throughline.bookbench.Imports;
import throughline.capture.FrontMachine;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.office.DataDirectory;
import throughline.reference.Measure;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.venue.Xsim;

/**
 * Three real offices in one thread over journals in files, with the first day open and limits that let everything
 * pass. The back office imports and opens, and is left alone from then on. For one thread.
 */
final class MadeFirm implements AutoCloseable {
    static final int ACCOUNTS = 40;
    static final int INSTRUMENTS = 200;
    /** As {@code FrontOffice} has it. */
    private static final int ORDERS_A_DAY = 1 << 17;
    private static final String CONFIGURATION = "currency=840\nccp.party=" + Imports.CCP + "\nstreet=off\n";
    private static final long HOLDING = 10_000_000L;

    final RigClock clock = new RigClock();
    final Seat front;
    final Seat middle;
    private final Seat back;

    MadeFirm(Path root) {
        DataDirectory data = new DataDirectory(root);
        data.make();
        try {
            Files.writeString(root.resolve("front.configuration"), CONFIGURATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        front = new Seat(MadeFirm::frontMachine, data, CONFIGURATION, clock);
        middle = new Seat(MiddleMachine::new, data, "", clock);
        back = new Seat(BackMachine::new, data, "custodian.party=3\nbank.party=4\n", clock);
        back.start(middle.journal());
        middle.start(front.journal());
        front.start(middle.journal(), back.journal());
        Imports imports = new Imports(back.draft, back::send);
        imports.reference(ACCOUNTS, INSTRUMENTS);
        imports.cash(ACCOUNTS);
        imports.holdings(ACCOUNTS, INSTRUMENTS, HOLDING);
        imports.open();
        work();
        limits();
        work();
    }

    /** As the front office's process makes it. */
    static FrontMachine frontMachine() {
        return new FrontMachine(Xsim::new, ORDERS_A_DAY);
    }

    private void limits() {
        int count = 0;
        LimitSetEncoder limit = new LimitSetEncoder();
        for (Metric metric : Metric.values()) {
            if (Measure.of(metric) != Measure.NONE) {
                middle.draft.begin(limit, 0, 0).oldValue(LimitSetEncoder.oldValueNullValue()).until(Long.MAX_VALUE)
                    .value(wide(metric)).scope(Scope.FIRM).metric(metric).scopeName("");
                middle.send(limit);
                count++;
            }
        }
        LimitsImportedEncoder imported = new LimitsImportedEncoder();
        middle.draft.begin(imported, 0, 0).count(count).hash(1);
        middle.send(imported);
    }

    private static long wide(Metric metric) {
        long unit = Money.powerOfTen(Measure.of(metric).decimals());
        return switch (metric) {
            case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR -> 10 * unit;
            case PRICE_COLLAR_AGE, DUPLICATE_ORDER -> 0;
            case WINDOW_VALUE_SECONDS -> unit;
            case SOFT_LIMIT_WARNING, SOFT_LIMIT_REFUSAL, CONCENTRATION -> 100 * unit;
            case MARK_AGE -> 60_000 * unit;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING, OPEN_ORDERS, REPEATED_EXECUTION ->
                1_000_000_000L * unit;
            default -> Long.MAX_VALUE / 4;
        };
    }

    /** Works until nothing is left to do. */
    void work() {
        int idle = 0;
        while (idle < 2) {
            idle = front.work() + middle.work() == 0 ? idle + 1 : 0;
        }
    }

    @Override
    public void close() {
        front.close();
        middle.close();
        back.close();
    }
}
