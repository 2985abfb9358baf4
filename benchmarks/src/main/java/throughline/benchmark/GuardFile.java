package throughline.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The committed figures as they lie in the file {@code guard.csv}: a header, comments, and a line for each. */
final class GuardFile {
    static final String RESOURCE = "throughline/guard.csv";

    private static final int COLUMNS = 5;
    private static final int COMMITTED = 3;

    private final List<String> text;
    private final List<Guard.Line> lines = new ArrayList<>();

    private GuardFile(List<String> text) {
        this.text = text;
        for (String line : text) {
            if (isFigure(line)) {
                lines.add(parse(line));
            }
        }
    }

    /** The file that this build has. */
    static GuardFile committed() throws IOException {
        try (InputStream in = GuardFile.class.getResourceAsStream("/" + RESOURCE)) {
            if (in == null) {
                throw new IOException("no " + RESOURCE + " in this build");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A file's text. */
    static GuardFile of(String text) {
        return new GuardFile(text.lines().toList());
    }

    private static boolean isFigure(String line) {
        return !line.isBlank() && !line.startsWith("#") && !line.startsWith("key,");
    }

    private static Guard.Line parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException(RESOURCE + " has a line of other than " + COLUMNS + " cells: " + line);
        }
        return new Guard.Line(cells[0], cells[1],
            Better.valueOf(cells[2].toUpperCase(Locale.ROOT)), new BigDecimal(cells[COMMITTED]),
            new BigDecimal(cells[COLUMNS - 1]));
    }

    /** The figures guarded. */
    List<Guard.Line> lines() {
        return lines;
    }

    /** The same file with other figures committed; those not given stay. */
    String with(Map<String, BigDecimal> figures) {
        StringBuilder file = new StringBuilder();
        for (String line : text) {
            String[] cells = line.split(",", -1);
            if (isFigure(line) && figures.containsKey(cells[0])) {
                cells[COMMITTED] = figures.get(cells[0]).toPlainString();
            }
            file.append(String.join(",", cells)).append('\n');
        }
        return file.toString();
    }
}
