package throughline.reference;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.PriceKind;
import throughline.message.Standing;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What is traded, by an id the back office gives (dense, from 1), found by symbol, each with its reference price.
 * Prices are x 10^-8, quantities in the instrument's quantity scale. One thread.
 */
public final class Instruments extends Register {
    /** Most characters of a price's source. */
    public static final int MAX_SOURCE = ShortText.MAX_LENGTH;

    private static final int CURRENCY = 0;
    private static final int QUANTITY_SCALE = 1;
    private static final int STANDING = 2;
    private static final int TICK = 3;
    private static final int LOT = 4;
    private static final int MULTIPLIER = 5;
    private static final int SYMBOL = 6;
    private static final int NAME = 7;
    private static final int SECTOR = 8;
    private static final int PRICE = 9;
    private static final int PRICE_DATE = 10;
    private static final int PRICE_TIME = 11;
    private static final int PRICE_KIND = 12;
    private static final int BAND_BPS = 13;
    private static final int TICK_TABLE = 14;
    private static final int ISSUER = 15;
    private static final int PRICE_SOURCE = 16;
    private static final int COLUMNS = PRICE_SOURCE + ShortText.COLUMNS;

    private final InstrumentStatedDecoder decoder = new InstrumentStatedDecoder();

    /** None is known yet. */
    public Instruments() {
        super(new Table(COLUMNS, 1024), new Texts(4096, 1 << 16), SYMBOL);
    }

    /** Takes up an {@code InstrumentStated} or {@code InstrumentDefined}, which are laid out alike. */
    public void state(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int id = decoder.instrumentId();
        reach(id);
        rows.set(id, CURRENCY, decoder.currency());
        rows.set(id, QUANTITY_SCALE, decoder.quantityScale());
        rows.set(id, STANDING, decoder.standing().value());
        rows.set(id, TICK, decoder.tickE8());
        rows.set(id, LOT, decoder.lot());
        rows.set(id, MULTIPLIER, decoder.multiplier());
        rows.set(id, BAND_BPS, decoder.bandBps());
        rows.set(id, TICK_TABLE, decoder.tickTable());
        call(id, intern(decoder, decoder.symbolLength()));
        decoder.skipSymbol();
        rows.set(id, NAME, intern(decoder, decoder.nameLength()));
        decoder.skipName();
        rows.set(id, SECTOR, intern(decoder, decoder.sectorLength()));
        decoder.skipSector();
        rows.set(id, ISSUER, intern(decoder, decoder.issuerLength()));
    }

    /** Writes an instrument into a record of the front's. */
    public void encode(int id, InstrumentStatedEncoder encoder) {
        encoder.instrumentId(id).currency(currency(id)).quantityScale((short) quantityScale(id))
            .standing(isOpen(id) ? Standing.OPEN : Standing.CLOSED).tickE8(tickE8(id)).lot(lot(id))
            .multiplier(multiplier(id)).bandBps(bandBps(id)).tickTable(tickTable(id));
        int symbol = (int) rows.get(id, SYMBOL);
        int name = (int) rows.get(id, NAME);
        int sector = (int) rows.get(id, SECTOR);
        encoder.putSymbol(texts.bytes(), texts.start(symbol), texts.length(symbol));
        encoder.putName(texts.bytes(), texts.start(name), texts.length(name));
        encoder.putSector(texts.bytes(), texts.start(sector), texts.length(sector));
        int issuer = (int) rows.get(id, ISSUER);
        encoder.putIssuer(texts.bytes(), texts.start(issuer), texts.length(issuer));
    }

    /** Furthest a trade may be from the last at its venue, hundredths of a percent; 0: any distance. */
    public int bandBps(int id) {
        return (int) rows.get(id, BAND_BPS);
    }

    /** The table that says its tick by price; 0: {@link #tickE8} at every price. */
    public int tickTable(int id) {
        return (int) rows.get(id, TICK_TABLE);
    }

    /** Takes up a reference price. */
    public void price(int id, long priceE8, PriceKind kind, int businessDate, long timeNs) {
        rows.set(id, PRICE, priceE8);
        rows.set(id, PRICE_KIND, kind.value());
        rows.set(id, PRICE_DATE, businessDate);
        rows.set(id, PRICE_TIME, timeNs);
    }

    /** Takes up who or what the reference price came from: at most {@link #MAX_SOURCE} ASCII characters. */
    public void priceSource(int id, DirectBuffer buffer, int offset, int length) {
        ShortText.put(rows, id, PRICE_SOURCE, buffer, offset, length);
    }

    /** Whether it may be traded. */
    public boolean isOpen(int id) {
        return rows.get(id, STANDING) == Standing.OPEN.value();
    }

    /** Whether tick, lot and multiplier are such that orders of it can be measured. */
    public boolean isMeasurable(int id) {
        return tickE8(id) > 0 && lot(id) > 0 && multiplier(id) > 0;
    }

    /** ISO 4217 numeric code of its currency. */
    public int currency(int id) {
        return (int) rows.get(id, CURRENCY);
    }

    /** Decimals of its quantities: 0 or 8. */
    public int quantityScale(int id) {
        return (int) rows.get(id, QUANTITY_SCALE);
    }

    /** Smallest step of its price, x 10^-8. */
    public long tickE8(int id) {
        return rows.get(id, TICK);
    }

    /** Smallest step of its quantity. */
    public long lot(int id) {
        return rows.get(id, LOT);
    }

    /** What one unit of price and quantity is worth in its currency. */
    public long multiplier(int id) {
        return rows.get(id, MULTIPLIER);
    }

    /** Its reference price, x 10^-8; 0: none. */
    public long priceE8(int id) {
        return rows.get(id, PRICE);
    }

    /** Business date of its reference price, epoch days. */
    public int priceDate(int id) {
        return (int) rows.get(id, PRICE_DATE);
    }

    /** Stamp of its reference price, epoch nanoseconds. */
    public long priceTimeNs(int id) {
        return rows.get(id, PRICE_TIME);
    }

    /** Kind of its reference price. */
    public PriceKind priceKind(int id) {
        return PriceKind.get((short) rows.get(id, PRICE_KIND));
    }

    /** Who or what its reference price came from; empty: not told; allocates. */
    public String priceSource(int id) {
        return ShortText.get(rows, id, PRICE_SOURCE);
    }

    /** Its symbol; allocates. */
    public String symbol(int id) {
        return text(id, SYMBOL);
    }

    /** Its name; allocates. */
    public String name(int id) {
        return text(id, NAME);
    }

    /** Its sector; allocates. */
    public String sector(int id) {
        return text(id, SECTOR);
    }

    /** Puts its symbol into a buffer; gives where it ends there. */
    public int copySymbol(int id, MutableDirectBuffer to, int at) {
        return copy(id, SYMBOL, to, at);
    }

    /** A number for its sector, the same for all of a sector; 0: it has none. */
    public int sectorId(int id) {
        return idOf((int) rows.get(id, SECTOR));
    }

    private int idOf(int text) {
        return text == 0 || texts.length(text) == 0 ? 0 : text;
    }

    /** A number for its issuer, the same for all of an issuer; 0: it has none. */
    public int issuerId(int id) {
        return idOf((int) rows.get(id, ISSUER));
    }

    /** Number of a sector by its name; 0: nothing is of it. Looks at all. */
    public int sector(String name) {
        return idIfAny(SECTOR, texts.find(name));
    }

    /** Number of an issuer by its name; 0: nothing is of it. Looks at all. */
    public int issuer(String name) {
        return idIfAny(ISSUER, texts.find(name));
    }

    private int idIfAny(int column, int text) {
        return text == 0 || firstWith(column, text) == 0 ? 0 : text;
    }

    /** Number of a sector by its name as bytes, whether or not it is one; 0: no such text is known. */
    public int sector(DirectBuffer buffer, int offset, int length) {
        return texts.find(buffer, offset, length);
    }

    /** Number of an issuer by its name as bytes, whether or not it is one; 0: no such text is known. */
    public int issuer(DirectBuffer buffer, int offset, int length) {
        return texts.find(buffer, offset, length);
    }

    /** Name of a sector or issuer by its number; allocates. */
    public String textOf(int textId) {
        return texts.text(textId);
    }

    /** Puts a sector's or issuer's name into a buffer; gives where it ends there. */
    public int copyText(int textId, MutableDirectBuffer to, int at) {
        return copy(textId, to, at);
    }

    /** Who issued it; empty: not told; allocates. */
    public String issuer(int id) {
        return text(id, ISSUER);
    }
}
