package throughline.capture;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.blotter.OrderScopes;
import throughline.blotter.Orders;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The scopes that are halted, as risk has set them. A wider scope covers the narrower. Those that go by a number are
 * found by it, so that many halted orders and accounts cost the others nothing; those that go by name are gone through.
 * One thread; asking allocates nothing.
 */
public final class Halts implements State {
    private static final int SCOPE = 0;
    private static final int NAME = 1;
    private static final int COLUMNS = 2;
    private static final int HEADER = TradingStateSetDecoder.scopeNameHeaderLength();

    private final OrderScopes scopes;
    private final Table rows = new Table(COLUMNS, 64);
    private final Table named = new Table(COLUMNS, 16);
    private final Texts names = new Texts(16, 1 << 9);
    private final Long2LongHashMap rowByScope =
        new Long2LongHashMap(128, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);

    Halts(OrderScopes scopes) {
        this.scopes = scopes;
    }

    void set(TradingStateSetDecoder record) {
        long scope = record.scope();
        boolean halted = record.state() == TradingState.HALTED;
        if (OrderScopes.goesByName(Scope.kind(scope))) {
            setNamed(scope, halted, record);
        } else {
            setNumbered(scope, halted);
        }
    }

    private void setNumbered(long scope, boolean halted) {
        int row = (int) rowByScope.get(scope);
        if (!halted && row != Table.NONE) {
            rows.remove(row);
            rowByScope.remove(scope);
        } else if (halted && row == Table.NONE) {
            int added = rows.add();
            rows.set(added, SCOPE, scope);
            rowByScope.put(scope, added);
        }
    }

    private void setNamed(long scope, boolean halted, TradingStateSetDecoder record) {
        int row = findNamed(scope);
        if (!halted && row != Table.NONE) {
            named.remove(row);
        } else if (halted && row == Table.NONE) {
            int added = named.add();
            named.set(added, SCOPE, scope);
            named.set(added, NAME,
                names.intern(record.buffer(), record.limit() + HEADER, record.scopeNameLength()));
        }
    }

    private int findNamed(long scope) {
        for (int row = 0; row < named.end(); row++) {
            if (named.isLive(row) && named.get(row, SCOPE) == scope) {
                return row;
            }
        }
        return Table.NONE;
    }

    /** Whether a scope that the order at a row stands in is halted. */
    public boolean isHalted(int order) {
        for (int kind = ScopeKind.FIRM.value(); rows.size() > 0 && kind <= ScopeKind.ORDER.value(); kind++) {
            long scope = scopes.scope(ScopeKind.get((short) kind), order);
            if (scope != Scope.NONE && rowByScope.get(scope) != Table.NONE) {
                return true;
            }
        }
        for (int row = 0; row < named.end(); row++) {
            if (named.isLive(row)
                && scopes.covers(named.get(row, SCOPE), names, (int) named.get(row, NAME), order)) {
                return true;
            }
        }
        return false;
    }

    /** A new business date: what was said of orders that are no more is dropped. */
    void openDay(Orders orders) {
        for (int row = 0; row < rows.end(); row++) {
            long scope = rows.isLive(row) ? rows.get(row, SCOPE) : Scope.NONE;
            if (Scope.kind(scope) == ScopeKind.ORDER && orders.find(Scope.orderId(scope)) == Orders.NONE) {
                setNumbered(scope, false);
            }
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        named.save(sink);
        names.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        named.load(source);
        names.load(source);
        rowByScope.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                rowByScope.put(rows.get(row, SCOPE), row);
            }
        }
    }
}
