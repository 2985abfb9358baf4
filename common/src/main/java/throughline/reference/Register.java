package throughline.reference;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.state.ShortNames;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/** Rows that are ids, their texts, and the way from a name to its id. What has no name is not known. */
final class Register implements State {
    private final Table rows;
    private final Texts texts;
    private final int nameColumn;
    private int[] idsByText = new int[64];
    private int version;
    /** The same by the names themselves, for those that are short, as most are. */
    private final ShortNames shortNames = new ShortNames();
    private final UnsafeBuffer named = new UnsafeBuffer(0, 0);

    /** A register over the rows and texts of one kind of thing. */
    Register(Table rows, Texts texts, int nameColumn) {
        this.rows = rows;
        this.texts = texts;
        this.nameColumn = nameColumn;
    }

    /** Makes the rows reach an id; those in between stay empty. */
    void reach(int id) {
        if (id <= 0) {
            throw new IllegalArgumentException("an id is above 0, not " + id);
        }
        while (rows.end() <= id) {
            rows.add();
        }
    }

    /** Gives an id its name, a text's number; by the name it had before it is not found. */
    void name(int id, int text) {
        version++;
        int before = (int) rows.get(id, nameColumn);
        if (before != text && id(before) == id) {
            lead(before, 0);
        }
        rows.set(id, nameColumn, text);
        if (text >= idsByText.length) {
            idsByText = Arrays.copyOf(idsByText, Math.max(text + 1, idsByText.length * 2));
        }
        lead(text, id);
    }

    private void lead(int text, int id) {
        idsByText[text] = id;
        named.wrap(texts.bytes(), texts.start(text), texts.length(text));
        if (ShortNames.takes(named, 0, named.capacity())) {
            shortNames.put(named, 0, named.capacity(), id);
        }
    }

    int find(DirectBuffer buffer, int offset, int length) {
        return ShortNames.takes(buffer, offset, length)
            ? shortNames.find(buffer, offset, length) : id(texts.find(buffer, offset, length));
    }

    int find(String name) {
        return id(texts.find(name));
    }

    private int id(int text) {
        return text < idsByText.length ? idsByText[text] : 0;
    }

    /** Another number after each change. */
    int version() {
        return version;
    }

    boolean isKnown(int id) {
        return id > 0 && id < rows.end() && rows.get(id, nameColumn) != 0;
    }

    /** The text in a column; allocates. */
    String text(int id, int column) {
        return texts.text((int) rows.get(id, column));
    }

    /** Puts the text in a column into a buffer; gives where it ends there. */
    int copy(int id, int column, MutableDirectBuffer to, int at) {
        int text = (int) rows.get(id, column);
        to.putBytes(at, texts.bytes(), texts.start(text), texts.length(text));
        return at + texts.length(text);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        Arrays.fill(idsByText, 0);
        version++;
        shortNames.clear();
        for (int id = 1; id < rows.end(); id++) {
            if (isKnown(id)) {
                name(id, (int) rows.get(id, nameColumn));
            }
        }
    }
}
