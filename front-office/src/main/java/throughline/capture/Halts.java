package throughline.capture;

import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** The scopes that are not active, as risk has set them. A wider scope covers the narrower. One thread. */
public final class Halts implements State {
    private static final int KIND = 0;
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 2;
    private static final int STATE = 3;
    private static final int COLUMNS = 4;

    private final Table rows = new Table(COLUMNS, 64);

    Halts() {
    }

    void set(TradingStateSetDecoder record) {
        int found = Table.NONE;
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, KIND) == record.scopeKind().value()
                && rows.get(row, ACCOUNT) == record.accountId() && rows.get(row, INSTRUMENT) == record.instrumentId()) {
                found = row;
            }
        }
        if (record.state() == TradingState.ACTIVE) {
            if (found != Table.NONE) {
                rows.remove(found);
            }
            return;
        }
        int row = found == Table.NONE ? rows.add() : found;
        rows.set(row, KIND, record.scopeKind().value());
        rows.set(row, ACCOUNT, record.accountId());
        rows.set(row, INSTRUMENT, record.instrumentId());
        rows.set(row, STATE, record.state().value());
    }

    /** Whether a scope that covers the pair is halted. */
    public boolean isHalted(int account, int instrument) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, STATE) == TradingState.HALTED.value()
                && covers(ScopeKind.get((short) rows.get(row, KIND)), (int) rows.get(row, ACCOUNT),
                    (int) rows.get(row, INSTRUMENT), account, instrument)) {
                return true;
            }
        }
        return false;
    }

    static boolean covers(ScopeKind kind, int scopeAccount, int scopeInstrument, int account, int instrument) {
        return switch (kind) {
            case FIRM -> true;
            case ACCOUNT -> scopeAccount == account;
            case INSTRUMENT -> scopeInstrument == instrument;
            case ACCOUNT_INSTRUMENT -> scopeAccount == account && scopeInstrument == instrument;
            default -> false;
        };
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
