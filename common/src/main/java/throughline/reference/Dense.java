package throughline.reference;

import java.util.Arrays;
import throughline.state.Table;

/** From a text's number to an id, and rows that are ids. */
final class Dense {
    private int[] ids = new int[64];

    /** Makes a table's rows reach an id; those in between stay empty. */
    static void reach(Table rows, int id) {
        if (id <= 0) {
            throw new IllegalArgumentException("an id is above 0, not " + id);
        }
        while (rows.end() <= id) {
            rows.add();
        }
    }

    void put(int text, int id) {
        if (text >= ids.length) {
            ids = Arrays.copyOf(ids, Math.max(text + 1, ids.length * 2));
        }
        ids[text] = id;
    }

    int get(int text) {
        return text < ids.length ? ids[text] : 0;
    }

    void clear() {
        Arrays.fill(ids, 0);
    }
}
