package throughline.restartbench;

import java.nio.file.Path;
import java.util.Locale;
import throughline.capture.FrontMachine;

/**
 * Makes a firm in a process of its own, for it wants more memory than the bench verb has: {@code DIR RECORDS BEHIND
 * ALIVE SEED} makes a front journal of so many records, a snapshot so many records before its end, and about so many
 * orders alive.
 */
public final class FirmMaker {
    private static final long TELL_EVERY = 1_000_000;

    private FirmMaker() {
    }

    /** Makes it, and says how far it is on stderr. */
    public static void main(String[] arguments) {
        long records = Long.parseLong(arguments[1]);
        long behind = Long.parseLong(arguments[2]);
        long alive = Long.parseLong(arguments[3]);
        try (MadeFirm firm = new MadeFirm(Path.of(arguments[0]))) {
            OrderLives lives = new OrderLives(firm, Long.parseLong(arguments[4]), records, alive);
            fill(firm, lives, records - behind);
            System.err.println("firm: replaying for the snapshot …");
            firm.front.restart();
            fill(firm, lives, records);
            FrontMachine machine = (FrontMachine) firm.front.machine();
            System.err.println(String.format(Locale.ROOT, "firm: %,d records of the front, %,d of the middle, %,d"
                + " orders alive, %,d in all, %,d executions", firm.front.seq(), firm.middle.seq(),
                machine.orders().accepted(), machine.orders().end(), machine.blotter().executions().size()));
        }
    }

    private static void fill(MadeFirm firm, OrderLives lives, long records) {
        long tell = firm.front.seq() + TELL_EVERY;
        while (firm.front.seq() < records) {
            lives.some();
            if (firm.front.seq() >= tell) {
                tell += TELL_EVERY;
                System.err.println(String.format(Locale.ROOT, "firm: %,d records", firm.front.seq()));
            }
        }
    }
}
