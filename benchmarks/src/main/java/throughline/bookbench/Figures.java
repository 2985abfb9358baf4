package throughline.bookbench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;

/** Figures of several runs, as a table shows them. Stateless, for any thread. */
public final class Figures {
    private Figures() {
    }

    /** The middle one, or the mean of the middle two. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest and the largest. */
    public static String spread(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "%.2f–%.2f", sorted[0], sorted[sorted.length - 1]);
    }

    /** To so many decimals, as a sheet keeps it. */
    public static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** As {@code String.format} does, in no language. */
    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
