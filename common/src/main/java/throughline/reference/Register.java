package throughline.reference;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageFlyweight;
import throughline.message.AccountStatedDecoder;
import throughline.state.ShortNames;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * Things that are named, by an id the back office gives (dense, from 1), and the way from a name to its id. What has no
 * name is not known. One thread.
 */
public abstract sealed class Register implements State permits Accounts, Instruments, Parties, Users {
    /** Of every text in a record alike. */
    private static final int TEXT_HEADER = AccountStatedDecoder.accountNameHeaderLength();

    final Table rows;
    final Texts texts;
    private final int nameColumn;
    private int[] idsByText = new int[64];
    private int version;
    /** The same by the names themselves, for those that are short, as most are. */
    private final ShortNames shortNames = new ShortNames();
    private final UnsafeBuffer named = new UnsafeBuffer(0, 0);

    /** Keeps one kind of thing: a row is its id, its texts stand beside the rows. */
    Register(Table rows, Texts texts, int nameColumn) {
        this.rows = rows;
        this.texts = texts;
        this.nameColumn = nameColumn;
    }

    /** Makes the rows reach an id; those in between stay empty. */
    final void reach(int id) {
        if (id <= 0) {
            throw new IllegalArgumentException("an id is above 0, not " + id);
        }
        while (rows.end() <= id) {
            rows.add();
        }
    }

    /** Number of the text that a decoder stands before, which stays there. */
    final int intern(MessageFlyweight decoder, int length) {
        return texts.intern(decoder.buffer(), decoder.limit() + TEXT_HEADER, length);
    }

    /** Gives an id its name, a text's number; by the name it had before it is not found. */
    final void call(int id, int text) {
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

    /** Id of a name; 0: not known. */
    public final int find(DirectBuffer buffer, int offset, int length) {
        return ShortNames.takes(buffer, offset, length)
            ? shortNames.find(buffer, offset, length) : id(texts.find(buffer, offset, length));
    }

    /** Id of a name; 0: not known. */
    public final int find(String name) {
        return id(texts.find(name));
    }

    private int id(int text) {
        return text < idsByText.length ? idsByText[text] : 0;
    }

    /** Whether there is one of that id. */
    public final boolean isKnown(int id) {
        return id > 0 && id < rows.end() && rows.get(id, nameColumn) != 0;
    }

    /** Ids run from 1 to below this; ask {@link #isKnown} of each. */
    public final int end() {
        return rows.end();
    }

    /** A larger number after each time one was stated; not part of the state. */
    public final int version() {
        return version;
    }

    /** The first that has a value in a column; 0: there is none. Looks at all. */
    final int firstWith(int column, long value) {
        for (int id = 1; id < rows.end(); id++) {
            if (isKnown(id) && rows.get(id, column) == value) {
                return id;
            }
        }
        return 0;
    }

    /** The text in a column; allocates. */
    final String text(int id, int column) {
        return texts.text((int) rows.get(id, column));
    }

    /** Puts the text in a column into a buffer; gives where it ends there. */
    final int copy(int id, int column, MutableDirectBuffer to, int at) {
        return copy((int) rows.get(id, column), to, at);
    }

    /** Puts a text into a buffer; gives where it ends there. */
    final int copy(int text, MutableDirectBuffer to, int at) {
        to.putBytes(at, texts.bytes(), texts.start(text), texts.length(text));
        return at + texts.length(text);
    }

    @Override
    public final void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
    }

    @Override
    public final void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        Arrays.fill(idsByText, 0);
        version++;
        shortNames.clear();
        for (int id = 1; id < rows.end(); id++) {
            if (isKnown(id)) {
                call(id, (int) rows.get(id, nameColumn));
            }
        }
    }
}
