package throughline.desk;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import throughline.office.OfficeStatus;

/**
 * When an office takes no more ordinary commands: it does not run, its disk is nearly full, or the office that follows
 * it is far behind or silent. Asked by any thread; cheap.
 */
final class Overload {
    private static final long MOST_BEHIND = 100_000;
    private static final long LONGEST_SILENCE_NS = TimeUnit.SECONDS.toNanos(2);

    private final OfficeStatus status;
    private final boolean followed;
    private final long reserveBytes;
    private final EpochNanoClock clock;
    private volatile long usableBytes = Long.MAX_VALUE;

    /**
     * The rules of an office.
     *
     * @param followed whether the next office must keep up
     * @param reserveBytes that must stay free on the disk
     */
    Overload(OfficeStatus status, boolean followed, long reserveBytes, EpochNanoClock clock) {
        this.status = status;
        this.followed = followed;
        this.reserveBytes = reserveBytes;
        this.clock = clock;
    }

    /** Tells how much room the disk has. */
    void usable(long bytes) {
        usableBytes = bytes;
    }

    /** Why an urgent command is refused; null: it is not. */
    Problem urgentRefusal() {
        return switch (status.phase()) {
            case RUNNING -> null;
            case RECOVERING -> Problem.unavailable("NOT_READY", "The office is recovering.");
            case DOWN -> Problem.unavailable("OFFICE_DOWN", "The office is down: " + status.failure());
        };
    }

    /** Why an ordinary command is refused; null: it is not. */
    Problem refusal() {
        Problem refusal = urgentRefusal();
        if (refusal != null) {
            return refusal;
        }
        if (usableBytes < reserveBytes) {
            return Problem.unavailable("DISK_LOW", "The disk is nearly full.");
        }
        if (followed && status.seq() - status.followerSeq() > MOST_BEHIND) {
            return Problem.unavailable("NEXT_OFFICE_BEHIND", "The next office is too far behind.");
        }
        if (followed && clock.nanoTime() - status.followerTimeNs() > LONGEST_SILENCE_NS) {
            return Problem.unavailable("NEXT_OFFICE_SILENT", "The next office has not been heard of for 2 s.");
        }
        return null;
    }
}
