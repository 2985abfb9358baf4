package throughline.files;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a set of files, so that one run names it all. One thread. */
final class Problems {
    /** How many are kept in words; the others are counted. */
    static final int KEPT = 1_000;

    private final List<String> texts = new ArrayList<>();
    private long count;

    void add(final String file, final long line, final String text) {
        add(file + ":" + line + ": " + text);
    }

    void add(final String file, final String text) {
        add(file + ": " + text);
    }

    long count() {
        return count;
    }

    void throwIfAny() throws BadReferenceFilesException {
        if (count > 0) {
            throw new BadReferenceFilesException(texts, count);
        }
    }

    private void add(final String text) {
        count++;
        if (texts.size() < KEPT) {
            texts.add(text);
        }
    }
}
