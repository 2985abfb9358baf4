package throughline.reference;

import java.util.HashMap;
import java.util.Map;
import org.agrona.MutableDirectBuffer;
import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.AccountStatedEncoder;
import throughline.message.CostMethod;
import throughline.message.JournalRecord;
import throughline.message.SelfTradeMode;
import throughline.message.Standing;
import throughline.state.Table;
import throughline.state.Texts;

/** Whose orders there are, by an id the back office gives (dense, from 1), each of a desk. One thread. */
public final class Accounts extends Register {
    private static final int PARTY = 0;
    private static final int DESK = 1;
    private static final int GROUP = 2;
    private static final int KIND = 3;
    private static final int STANDING = 4;
    private static final int COST_METHOD = 5;
    private static final int SHORT_SALE = 6;
    private static final int NAME = 7;
    private static final int DESK_NAME = 8;
    private static final int SELF_TRADE_MODE = 9;
    private static final int NETTING = 10;
    private static final int COLUMNS = 11;
    /** Digits of the largest number of a self-trade group. */
    private static final int GROUP_DIGITS = 9;

    private final AccountStatedDecoder decoder = new AccountStatedDecoder();
    /** What groups are called, as far as it was asked since the register was this version. */
    private final Map<Integer, String> groupNames = new HashMap<>();
    private int namedVersion;

    /** None is known yet. */
    public Accounts() {
        super(new Table(COLUMNS, 1024), new Texts(2048, 1 << 14), NAME);
    }

    /** Takes up an {@code AccountStated} or {@code AccountDefined}, which are laid out alike. */
    public void state(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int id = decoder.accountId();
        reach(id);
        rows.set(id, PARTY, decoder.partyId());
        rows.set(id, DESK, decoder.deskId());
        rows.set(id, GROUP, decoder.selfTradeGroup());
        rows.set(id, KIND, decoder.kind().value());
        rows.set(id, STANDING, decoder.standing().value());
        rows.set(id, COST_METHOD, decoder.costMethod().value());
        rows.set(id, SHORT_SALE, decoder.shortSale());
        rows.set(id, SELF_TRADE_MODE, decoder.selfTradeMode().value());
        rows.set(id, NETTING, decoder.netting());
        call(id, intern(decoder, decoder.accountNameLength()));
        decoder.skipAccountName();
        rows.set(id, DESK_NAME, intern(decoder, decoder.deskNameLength()));
    }

    /** Writes an account into a record of the front's. */
    public void encode(int id, AccountStatedEncoder encoder) {
        encoder.accountId(id).partyId(partyId(id)).deskId(deskId(id)).selfTradeGroup(selfTradeGroup(id))
            .kind(kind(id)).standing(isOpen(id) ? Standing.OPEN : Standing.CLOSED).costMethod(costMethod(id))
            .shortSale((short) rows.get(id, SHORT_SALE)).selfTradeMode(selfTradeMode(id))
            .netting((short) rows.get(id, NETTING));
        int name = (int) rows.get(id, NAME);
        int desk = (int) rows.get(id, DESK_NAME);
        encoder.putAccountName(texts.bytes(), texts.start(name), texts.length(name));
        encoder.putDeskName(texts.bytes(), texts.start(desk), texts.length(desk));
    }

    /** Whether it may trade. */
    public boolean isOpen(int id) {
        return rows.get(id, STANDING) == Standing.OPEN.value();
    }

    /** Party it belongs to. */
    public int partyId(int id) {
        return (int) rows.get(id, PARTY);
    }

    /** Desk it belongs to. */
    public int deskId(int id) {
        return (int) rows.get(id, DESK);
    }

    /** Group within which orders must not trade with each other. */
    public int selfTradeGroup(int id) {
        return (int) rows.get(id, GROUP);
    }

    /** Whose order ends where two of its group would trade with each other. */
    public SelfTradeMode selfTradeMode(int id) {
        return SelfTradeMode.get((short) rows.get(id, SELF_TRADE_MODE));
    }

    /** Whose it is: the firm's, a client's, or the street's. */
    public AccountKind kind(int id) {
        return AccountKind.get((short) rows.get(id, KIND));
    }

    /** How its sales relieve cost. */
    public CostMethod costMethod(int id) {
        return CostMethod.get((short) rows.get(id, COST_METHOD));
    }

    /** Whether it may sell what it does not hold. */
    public boolean maySellShort(int id) {
        return rows.get(id, SHORT_SALE) != 0;
    }

    /** Whether what it owes and is owed settles net at the CCP, and not each obligation alone. */
    public boolean settlesNet(int id) {
        return rows.get(id, NETTING) != 0;
    }

    /** Its name; allocates. */
    public String name(int id) {
        return text(id, NAME);
    }

    /** Its desk's name; allocates. */
    public String desk(int id) {
        return text(id, DESK_NAME);
    }

    /** Puts its name into a buffer; gives where it ends there. */
    public int copyName(int id, MutableDirectBuffer to, int at) {
        return copy(id, NAME, to, at);
    }

    /** Puts its desk's name into a buffer; gives where it ends there. */
    public int copyDesk(int id, MutableDirectBuffer to, int at) {
        return copy(id, DESK_NAME, to, at);
    }

    /** The first account of a desk; 0: there is none. Looks at all. */
    public int firstOfDesk(int deskId) {
        return firstWith(DESK, deskId);
    }

    /** The first account of a self-trade group; 0: there is none. Looks at all. */
    public int firstOfGroup(int group) {
        return firstWith(GROUP, group);
    }

    /**
     * What a self-trade group is called: as its first account; by its number where that account's name is a number
     * itself, or where the group is of several desks, none of which is to be told another's accounts. Allocates; looks
     * at all after any was stated.
     */
    public String groupName(int group) {
        if (namedVersion != version()) {
            namedVersion = version();
            groupNames.clear();
        }
        return groupNames.computeIfAbsent(group, this::called);
    }

    private String called(int group) {
        int first = firstOfGroup(group);
        return first == 0 || isNumber(name(first)) || !isOfOneDesk(group, deskId(first)) ? Integer.toString(group)
            : name(first);
    }

    private boolean isOfOneDesk(int group, int desk) {
        for (int id = 1; id < end(); id++) {
            if (isKnown(id) && selfTradeGroup(id) == group && deskId(id) != desk) {
                return false;
            }
        }
        return true;
    }

    /** The self-trade group of that number, or that an account of that name is in; 0: there is none. Looks at all. */
    public int findGroup(String name) {
        int number = isNumber(name) ? Integer.parseInt(name) : 0;
        if (number > 0 && firstOfGroup(number) != 0) {
            return number;
        }
        int account = find(name);
        return account == 0 ? 0 : selfTradeGroup(account);
    }

    /** Whether a name is one that a group may have for its number. */
    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.length() <= GROUP_DIGITS && name.charAt(0) != '0'
            && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
