package throughline.risk;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/**
 * Scopes as the outside writes them: {@code desk:EQ}, {@code account:PROP-EQ/instrument:AAPL}. Reused: holds the text
 * written last; allocates nothing. One thread.
 */
final class ScopeNames {
    private final MiddleMachine machine;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(512);
    private int length;

    ScopeNames(MiddleMachine machine) {
        this.machine = machine;
    }

    /** Writes a scope; nothing for none. */
    void write(long scope) {
        length = scope == Scope.NONE ? 0 : put(scope);
    }

    private int put(long scope) {
        int id = Scope.id(scope);
        return switch (Scope.kind(scope)) {
            case NONE, NULL_VAL, SBE_UNKNOWN -> 0;
            case FIRM -> put(0, "firm");
            case BASKET -> put(0, "basket");
            case ORDER -> put(0, "order:") + buffer.putLongAscii(put(0, "order:"), Scope.orderId(scope));
            case DESK -> machine.accounts().copyDesk(machine.accounts().firstOfDesk(id), buffer, put(0, "desk:"));
            case TRADER -> machine.users().copyName(id, buffer, put(0, "trader:"));
            case ACCOUNT -> account(id);
            case CLIENT -> machine.parties().isKnown(id)
                ? machine.parties().copyName(id, buffer, put(0, "client:")) : put(0, "client:");
            case STRATEGY -> machine.names().copy(ScopeKind.STRATEGY, id, buffer, put(0, "strategy:"));
            case SESSION -> machine.names().copy(ScopeKind.SESSION, id, buffer, put(0, "session:"));
            case SECTOR -> machine.instruments().copyText(id, buffer, put(0, "sector:"));
            case GROUP -> put(0, "group:") + buffer.putIntAscii(put(0, "group:"), id);
            case INSTRUMENT -> instrument(0, Scope.instrumentId(scope));
            case ACCOUNT_INSTRUMENT -> instrument(put(account(id), "/"), Scope.instrumentId(scope));
        };
    }

    private int account(int id) {
        int at = put(0, "account:");
        return machine.accounts().isKnown(id) ? machine.accounts().copyName(id, buffer, at) : at;
    }

    private int instrument(int at, int id) {
        int name = put(at, "instrument:");
        return machine.instruments().isKnown(id) ? machine.instruments().copySymbol(id, buffer, name) : name;
    }

    private int put(int at, String text) {
        return at + buffer.putStringWithoutLengthAscii(at, text);
    }

    /** The text written last, from its beginning on. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** Its length. */
    int length() {
        return length;
    }
}
