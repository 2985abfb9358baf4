package throughline.reference;

import org.agrona.MutableDirectBuffer;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedDecoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedEncoder;
import throughline.state.Table;
import throughline.state.Texts;

/** Whom the firm has to do with, by an id the back office gives (dense, from 1). One thread. */
public final class Parties extends Register {
    private static final int KIND = 0;
    private static final int NAME = 1;
    private static final int LEGAL_NAME = 2;
    private static final int COLUMNS = 3;

    private final PartyDefinedDecoder decoder = new PartyDefinedDecoder();

    /** None is known yet. */
    public Parties() {
        super(new Table(COLUMNS, 256), new Texts(512, 1 << 13), NAME);
    }

    /** Takes up a {@code PartyDefined} or {@code PartyStated}, which are laid out alike. */
    public void state(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int id = decoder.partyId();
        reach(id);
        rows.set(id, KIND, decoder.kind().value());
        call(id, intern(decoder, decoder.partyNameLength()));
        decoder.skipPartyName();
        rows.set(id, LEGAL_NAME, intern(decoder, decoder.legalNameLength()));
    }

    /** Writes a party into a record of the front's. */
    public void encode(int id, PartyStatedEncoder encoder) {
        int name = (int) rows.get(id, NAME);
        int legalName = (int) rows.get(id, LEGAL_NAME);
        encoder.partyId(id).kind(kind(id)).putPartyName(texts.bytes(), texts.start(name), texts.length(name))
            .putLegalName(texts.bytes(), texts.start(legalName), texts.length(legalName));
    }

    /** What it is to the firm. */
    public PartyKind kind(int id) {
        return PartyKind.get((short) rows.get(id, KIND));
    }

    /** The first one of a kind; 0: there is none. */
    public int first(PartyKind kind) {
        return firstWith(KIND, kind.value());
    }

    /** Its short name; allocates. */
    public String name(int id) {
        return text(id, NAME);
    }

    /** Its full name; allocates. */
    public String legalName(int id) {
        return text(id, LEGAL_NAME);
    }

    /** Puts its short name into a buffer; gives where it ends there. */
    public int copyName(int id, MutableDirectBuffer to, int at) {
        return copy(id, NAME, to, at);
    }
}
