package throughline.reference;

import org.agrona.MutableDirectBuffer;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedDecoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedEncoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/** Whom the firm has to do with, by an id the back office gives (dense, from 1). One thread. */
public final class Parties implements State {
    private static final int KIND = 0;
    private static final int NAME = 1;
    private static final int LEGAL_NAME = 2;
    private static final int COLUMNS = 3;

    private final Table rows = new Table(COLUMNS, 256);
    private final Texts texts = new Texts(512, 1 << 13);
    private final Register register = new Register(rows, texts, NAME);
    private final PartyDefinedDecoder decoder = new PartyDefinedDecoder();

    /** Takes up a {@code PartyDefined} or {@code PartyStated}, which are laid out alike. */
    public void state(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int id = decoder.partyId();
        register.reach(id);
        rows.set(id, KIND, decoder.kind().value());
        register.name(id, text(decoder.limit(), decoder.partyNameLength()));
        decoder.skipPartyName();
        rows.set(id, LEGAL_NAME, text(decoder.limit(), decoder.legalNameLength()));
    }

    /** Writes a party into a record of the front's. */
    public void encode(int id, PartyStatedEncoder encoder) {
        int name = (int) rows.get(id, NAME);
        int legalName = (int) rows.get(id, LEGAL_NAME);
        encoder.partyId(id).kind(kind(id)).putPartyName(texts.bytes(), texts.start(name), texts.length(name))
            .putLegalName(texts.bytes(), texts.start(legalName), texts.length(legalName));
    }

    private int text(int limit, int length) {
        return texts.intern(decoder.buffer(), limit + PartyDefinedDecoder.partyNameHeaderLength(), length);
    }

    /** Whether there is one of that id. */
    public boolean isKnown(int id) {
        return register.isKnown(id);
    }

    /** What it is to the firm. */
    public PartyKind kind(int id) {
        return PartyKind.get((short) rows.get(id, KIND));
    }

    /** The first one of a kind; 0: there is none. */
    public int first(PartyKind kind) {
        for (int id = 1; id < rows.end(); id++) {
            if (rows.get(id, KIND) == kind.value()) {
                return id;
            }
        }
        return 0;
    }

    /** Id of a party's name; 0: not known. */
    public int find(String party) {
        return register.find(party);
    }

    /** Its short name; allocates. */
    public String name(int id) {
        return register.text(id, NAME);
    }

    /** Its full name; allocates. */
    public String legalName(int id) {
        return register.text(id, LEGAL_NAME);
    }

    /** Puts its short name into a buffer; gives where it ends there. */
    public int copyName(int id, MutableDirectBuffer to, int at) {
        return register.copy(id, NAME, to, at);
    }

    /** Ids run from 1 to below this; ask {@link #isKnown} of each. */
    public int end() {
        return rows.end();
    }

    @Override
    public void save(StateSink sink) {
        register.save(sink);
    }

    @Override
    public void load(StateSource source) {
        register.load(source);
    }
}
