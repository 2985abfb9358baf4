package throughline.bookbench;

import java.io.PrintStream;
import java.math.BigDecimal;

/** Where a rig's results go; the bench verb gives it to its commands. */
public interface Sheet {
    /** Whether runs shall be few and short. */
    boolean brief();

    /** Where results go in words. */
    PrintStream words();

    /** Keeps a number for the JSON. */
    void result(String name, BigDecimal value);
}
