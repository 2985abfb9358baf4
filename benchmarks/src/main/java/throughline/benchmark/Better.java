package throughline.benchmark;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Which way a figure is better. */
enum Better {
    LESS("≤"), MORE("≥");

    final String sign;

    Better(String sign) {
        this.sign = sign;
    }

    /** Whether a figure is as good as a bound or better. */
    boolean holds(BigDecimal figure, BigDecimal bound) {
        return this == LESS ? figure.compareTo(bound) <= 0 : figure.compareTo(bound) >= 0;
    }

    /** The better of two. */
    BigDecimal of(BigDecimal one, BigDecimal other) {
        return holds(one, other) ? one : other;
    }

    /** The worst that a figure may be which only noise, a share of it, has made worse. */
    BigDecimal worst(BigDecimal figure, BigDecimal noise) {
        BigDecimal factor = BigDecimal.ONE.add(noise);
        return this == LESS ? figure.multiply(factor) : figure.divide(factor, 4, RoundingMode.HALF_UP);
    }
}
