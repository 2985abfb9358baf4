package throughline.reference;

import org.agrona.MutableDirectBuffer;
import throughline.message.JournalRecord;
import throughline.message.RolesDecoder;
import throughline.message.Standing;
import throughline.message.UserStatedDecoder;
import throughline.message.UserStatedEncoder;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * People and their rights, by an id the back office gives (dense, from 1). A user of a desk may act for its accounts,
 * one of desk 0 for every account. Passwords are never here. One thread.
 */
public final class Users extends Register {
    /** May capture and cancel orders. */
    public static final int TRADER = 1;
    /** May set limits and halt. */
    public static final int RISK = 1 << 1;
    /** May settle, book and close. */
    public static final int OPERATIONS = 1 << 2;
    /** May manage people. */
    public static final int ADMIN = 1 << 3;
    /** May read all and change nothing. */
    public static final int AUDITOR = 1 << 4;

    private static final int DESK = 0;
    private static final int ROLES = 1;
    private static final int STANDING = 2;
    private static final int NAME = 3;
    private static final int COLUMNS = 4;

    private final UserStatedDecoder decoder = new UserStatedDecoder();

    /** None is known yet. */
    public Users() {
        super(new Table(COLUMNS, 256), new Texts(256, 1 << 12), NAME);
    }

    /** Takes up a {@code UserStated} or {@code UserDefined}; the one's fields are the other's first. */
    public void state(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        RolesDecoder roles = decoder.roles();
        int bits = (roles.trader() ? TRADER : 0) | (roles.risk() ? RISK : 0) | (roles.operations() ? OPERATIONS : 0)
            | (roles.admin() ? ADMIN : 0) | (roles.auditor() ? AUDITOR : 0);
        int id = decoder.userId();
        reach(id);
        rows.set(id, DESK, decoder.deskId());
        rows.set(id, ROLES, bits);
        rows.set(id, STANDING, decoder.standing().value());
        call(id, intern(decoder, decoder.userNameLength()));
    }

    /** Writes a user into a record of the front's. */
    public void encode(int id, UserStatedEncoder encoder) {
        int bits = (int) rows.get(id, ROLES);
        encoder.userId(id).deskId(deskId(id)).standing(isOpen(id) ? Standing.OPEN : Standing.CLOSED);
        encoder.roles().clear().trader((bits & TRADER) != 0).risk((bits & RISK) != 0)
            .operations((bits & OPERATIONS) != 0).admin((bits & ADMIN) != 0).auditor((bits & AUDITOR) != 0);
        int name = (int) rows.get(id, NAME);
        encoder.putUserName(texts.bytes(), texts.start(name), texts.length(name));
    }

    /** Whether they may sign in and act. */
    public boolean isOpen(int id) {
        return rows.get(id, STANDING) == Standing.OPEN.value();
    }

    /** Whether they have one of these roles ({@link #TRADER} …, or-ed), and may act. */
    public boolean has(int id, int roles) {
        return isKnown(id) && isOpen(id) && (rows.get(id, ROLES) & roles) != 0;
    }

    /** Their roles, or-ed. */
    public int roles(int id) {
        return (int) rows.get(id, ROLES);
    }

    /** Desk whose accounts are theirs; 0: every desk. */
    public int deskId(int id) {
        return (int) rows.get(id, DESK);
    }

    /** Whether an account of that desk is theirs. */
    public boolean mayUseDesk(int id, int deskId) {
        return deskId(id) == 0 || deskId(id) == deskId;
    }

    /** Their name; allocates. */
    public String name(int id) {
        return text(id, NAME);
    }

    /** Puts their name into a buffer; gives where it ends there. */
    public int copyName(int id, MutableDirectBuffer to, int at) {
        return copy(id, NAME, to, at);
    }
}
