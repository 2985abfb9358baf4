package throughline.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import throughline.files.Fields.BadLineException;
import throughline.files.OrderLine.Action;
import throughline.files.OrderLine.Attributes;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TimeInForce;

/**
 * The form of an order file. Needed are {@code clOrdId,account,symbol,side,type,timeInForce,quantity,price};
 * {@code time}, {@code action}, {@code origClOrdId}, {@code stopPrice}, {@code capacity}, {@code strategy},
 * {@code decisionMaker}, {@code parentId} and {@code locate} may be left out. Form alone is judged here; whether
 * symbol, account, tick or lot are right is the firm's to say.
 */
public final class OrderFile {
    private static final String[] COLUMNS = {"clOrdId", "account", "symbol", "side", "type", "timeInForce", "quantity",
        "price", "time", "action", "origClOrdId", "stopPrice", "capacity", "strategy", "decisionMaker", "parentId",
        "locate"};
    private static final int REQUIRED = 8;

    private static final int CL_ORD_ID = 0;
    private static final int ACCOUNT = 1;
    private static final int SYMBOL = 2;
    private static final int SIDE = 3;
    private static final int TYPE = 4;
    private static final int TIME_IN_FORCE = 5;
    private static final int QUANTITY = 6;
    private static final int PRICE = 7;
    private static final int TIME = 8;
    private static final int ACTION = 9;
    private static final int ORIG_CL_ORD_ID = 10;
    private static final int STOP_PRICE = 11;
    private static final int CAPACITY = 12;
    private static final int STRATEGY = 13;
    private static final int DECISION_MAKER = 14;
    private static final int PARENT_ID = 15;
    private static final int LOCATE = 16;

    private static final int ID_MAX = 64;
    private static final int NAME_MAX = 32;

    private static final Action[] ACTIONS = Action.values();
    private static final Side[] SIDES = {Side.BUY, Side.SELL, Side.SELL_SHORT};
    private static final OrdType[] TYPES = {OrdType.LIMIT, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT};
    private static final TimeInForce[] TIMES_IN_FORCE = {TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK,
        TimeInForce.GTC};
    private static final OrderCapacity[] CAPACITIES = {OrderCapacity.AGENCY, OrderCapacity.PRINCIPAL,
        OrderCapacity.RISKLESS_PRINCIPAL};

    private OrderFile() {
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException when the file cannot be read, or its header lacks a column or has one twice
     */
    public static LineFile<OrderLine> open(final Path file) throws IOException {
        return of(Files.newInputStream(file), file.getFileName().toString());
    }

    /** As {@link #open}, of a stream, which it closes; the name is for error texts. */
    public static LineFile<OrderLine> of(final InputStream in, final String name) throws IOException {
        return LineFile.of(in, name, "an order file", COLUMNS, REQUIRED, OrderFile::read);
    }

    private static OrderLine read(final long lineNumber, final Fields fields) throws BadLineException {
        final Action action = fields.text(ACTION).isEmpty() ? Action.NEW : fields.choice(ACTION, ACTIONS, true);
        final boolean fresh = action == Action.NEW;
        final String clOrdId = fields.ascii(CL_ORD_ID, ID_MAX, true);
        final String origClOrdId = fields.ascii(ORIG_CL_ORD_ID, ID_MAX, !fresh);
        if (fresh && !origClOrdId.isEmpty()) {
            throw new BadLineException("origClOrdId is for cancel and replace");
        }
        final String account = fields.ascii(ACCOUNT, NAME_MAX, fresh);
        final String symbol = fields.ascii(SYMBOL, NAME_MAX, fresh);
        final Side side = fields.choice(SIDE, SIDES, fresh);
        final OrdType type = fields.choice(TYPE, TYPES, fresh);
        final TimeInForce timeInForce = fields.choice(TIME_IN_FORCE, TIMES_IN_FORCE, fresh);
        final boolean limited = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        final boolean stops = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        final long quantity = fields.decimal(QUANTITY, fresh);
        final long price = fields.decimal(PRICE, fresh && limited);
        final long stopPrice = fields.decimal(STOP_PRICE, fresh && stops);
        if (type != null && !limited && price != 0) {
            throw new BadLineException("price must be empty for a " + type.name().toLowerCase(Locale.ROOT) + " order");
        }
        if (type != null && !stops && stopPrice != 0) {
            throw new BadLineException("stopPrice is for the types stop and stop_limit");
        }
        if (action == Action.REPLACE && quantity == 0 && price == 0 && stopPrice == 0) {
            throw new BadLineException("a replace needs a quantity, a price or a stopPrice");
        }
        return new OrderLine(lineNumber, fields.time(TIME), action, clOrdId, origClOrdId, account, symbol, side, type,
            timeInForce, quantity, fields.decimals(QUANTITY), price, fields.decimals(PRICE), stopPrice,
            fields.decimals(STOP_PRICE), attributes(fields));
    }

    private static Attributes attributes(final Fields fields) throws BadLineException {
        final OrderCapacity capacity = fields.choice(CAPACITY, CAPACITIES, false);
        final String strategy = fields.ascii(STRATEGY, NAME_MAX, false);
        final String decisionMaker = fields.ascii(DECISION_MAKER, NAME_MAX, false);
        final String parentId = fields.ascii(PARENT_ID, ID_MAX, false);
        final String locate = fields.ascii(LOCATE, NAME_MAX, false);
        if (capacity == null && (strategy + decisionMaker + parentId + locate).isEmpty()) {
            return Attributes.NONE;
        }
        return new Attributes(capacity == null ? OrderCapacity.NONE : capacity, strategy, decisionMaker, parentId,
            locate);
    }
}
