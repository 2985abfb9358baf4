package throughline.files;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import throughline.files.OrderLine.Action;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Decimals;

/** What the fields of an order file's line mean. Remembers only whether the file gives dates with its times. */
final class OrderFields {
    /** The columns an order file may have; the first {@link #REQUIRED} it must. */
    static final String[] COLUMNS = {"clOrdId", "account", "symbol", "side", "type", "timeInForce", "quantity", "price",
        "time", "action", "origClOrdId"};
    /** How many of the columns must be there. */
    static final int REQUIRED = 8;

    private static final int CL_ORD_ID_MAX = 64;
    private static final int NAME_MAX = 32;
    private static final int MAX_DECIMALS = 8;
    private static final long MAX_VALUE = 1_000_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long MS_PER_DAY = 86_400_000L;

    private static final Action[] ACTIONS = Action.values();
    private static final Side[] SIDES = {Side.BUY, Side.SELL, Side.SELL_SHORT};
    private static final OrdType[] TYPES = {OrdType.LIMIT, OrdType.MARKET};
    private static final TimeInForce[] TIMES_IN_FORCE = {TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK,
        TimeInForce.GTC};

    private final int[] indexes;
    private String[] fields;
    private Boolean dated;

    /** Takes, for each of {@link #COLUMNS}, its place in a line, or -1. */
    OrderFields(final int[] indexes) {
        this.indexes = indexes;
    }

    OrderLine read(final long lineNumber, final String[] line) throws BadOrderLineException {
        fields = line;
        final String actionText = field(9);
        final Action action = actionText.isEmpty() ? Action.NEW : choice(9, ACTIONS, true);
        final boolean fresh = action == Action.NEW;
        final String clOrdId = ascii(0, CL_ORD_ID_MAX, true);
        final String origClOrdId = ascii(10, CL_ORD_ID_MAX, !fresh);
        if (fresh && !origClOrdId.isEmpty()) {
            throw new BadOrderLineException("origClOrdId is for cancel and replace");
        }
        final String account = ascii(1, NAME_MAX, fresh);
        final String symbol = ascii(2, NAME_MAX, fresh);
        final Side side = choice(3, SIDES, fresh);
        final OrdType type = choice(4, TYPES, fresh);
        final TimeInForce timeInForce = choice(5, TIMES_IN_FORCE, fresh);
        final long quantity = decimal(6, fresh);
        final long price = decimal(7, fresh && type == OrdType.LIMIT);
        if (type == OrdType.MARKET && price != 0) {
            throw new BadOrderLineException("price must be empty for a market order");
        }
        if (action == Action.REPLACE && quantity == 0 && price == 0) {
            throw new BadOrderLineException("a replace needs a quantity or a price");
        }
        return new OrderLine(lineNumber, time(field(8)), action, clOrdId, origClOrdId, account, symbol, side, type,
            timeInForce, quantity, decimals(6), price, decimals(7));
    }

    private String field(final int column) {
        return indexes[column] < 0 ? "" : fields[indexes[column]];
    }

    private String ascii(final int column, final int max, final boolean required) throws BadOrderLineException {
        final String text = field(column);
        if (text.isEmpty() && required) {
            throw new BadOrderLineException(COLUMNS[column] + " is empty");
        }
        if (text.length() > max) {
            throw new BadOrderLineException(COLUMNS[column] + " is longer than " + max + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new BadOrderLineException(COLUMNS[column] + " is not printable ASCII");
            }
        }
        return text;
    }

    private <E extends Enum<E>> E choice(final int column, final E[] values, final boolean required)
            throws BadOrderLineException {
        final String text = field(column);
        if (text.isEmpty() && !required) {
            return null;
        }
        for (final E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        final StringBuilder allowed = new StringBuilder();
        for (final E value : values) {
            allowed.append(allowed.isEmpty() ? "" : ", ").append(value.name().toLowerCase(Locale.ROOT));
        }
        throw new BadOrderLineException(COLUMNS[column] + " '" + text + "' is none of " + allowed);
    }

    private int decimals(final int column) {
        final String text = field(column);
        return text.isEmpty() ? 0 : Decimals.decimals(text);
    }

    private long decimal(final int column, final boolean required) throws BadOrderLineException {
        final String text = field(column);
        if (text.isEmpty() && !required) {
            return 0;
        }
        final int decimals = Decimals.decimals(text);
        final boolean fine = decimals >= 0 && decimals <= MAX_DECIMALS;
        final long value = fine ? Decimals.parse(text, decimals) : Decimals.REFUSED;
        if (value == Decimals.REFUSED) {
            throw new BadOrderLineException(COLUMNS[column] + " '" + text + "' "
                + Decimals.refusal(text, fine ? decimals : MAX_DECIMALS));
        }
        // With 7 or 8 decimals a long ends below 10^12.
        if (value <= 0 || decimals <= 6 && value > Decimals.rescale(MAX_VALUE, 0, decimals)) {
            throw new BadOrderLineException(COLUMNS[column] + " '" + text
                + (value <= 0 ? "' is not more than 0" : "' is more than 10^12"));
        }
        return value;
    }

    private long time(final String text) throws BadOrderLineException {
        if (text.isEmpty()) {
            return OrderLine.NO_TIME;
        }
        final boolean withDate = text.indexOf('T') > 0;
        if (dated != null && dated != withDate) {
            throw new BadOrderLineException("time '" + text
                + (withDate ? "' has a date, unlike those before it" : "' has no date, unlike those before it"));
        }
        final long timeNs;
        try {
            timeNs = withDate ? sinceEpoch(text) : sinceMidnight(text);
        } catch (final DateTimeException | ArithmeticException e) {
            throw new BadOrderLineException("time '" + text + "' is neither ISO-8601 nor milliseconds after midnight");
        }
        dated = withDate;
        return timeNs;
    }

    /** A date and time without an offset is taken as UTC. */
    private static long sinceEpoch(final String text) {
        final char last = text.charAt(text.length() - 1);
        final boolean offset = last == 'Z' || last == 'z' || text.lastIndexOf('+') > 0
            || text.lastIndexOf('-') > text.indexOf('T');
        final OffsetDateTime time = offset ? OffsetDateTime.parse(text)
            : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), NS_PER_S), time.getNano());
    }

    private static long sinceMidnight(final String text) {
        if (text.indexOf(':') >= 0) {
            return LocalTime.parse(text).toNanoOfDay();
        }
        final long ms = Decimals.parse(text, 0);
        if (ms < 0 || ms >= MS_PER_DAY) {
            throw new ArithmeticException(text);
        }
        return ms * NS_PER_MS;
    }
}
