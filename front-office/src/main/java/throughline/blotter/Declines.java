package throughline.blotter;

import throughline.message.Metric;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ScopeKind;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** Why risk rejected orders and amendments: code, scope, limit and what was observed, by the row an order names. One thread. */
public final class Declines implements State {
    private static final int CODE = 0;
    private static final int SCOPE_KIND = 1;
    private static final int METRIC = 2;
    private static final int SCOPE_ACCOUNT = 3;
    private static final int SCOPE_INSTRUMENT = 4;
    private static final int LIMIT = 5;
    private static final int OBSERVED = 6;
    private static final int COLUMNS = 7;

    private final Table rows;

    Declines(int expected) {
        rows = new Table(COLUMNS, expected);
    }

    int add(OrderDeclinedDecoder record) {
        int row = rows.add();
        rows.set(row, CODE, record.code().value());
        rows.set(row, SCOPE_KIND, record.scopeKind().value());
        rows.set(row, METRIC, record.metric().value());
        rows.set(row, SCOPE_ACCOUNT, record.scopeAccountId());
        rows.set(row, SCOPE_INSTRUMENT, record.scopeInstrumentId());
        rows.set(row, LIMIT, record.limitE8());
        rows.set(row, OBSERVED, record.observedE8());
        return row;
    }

    int add(ReplaceRefusedDecoder record) {
        int row = rows.add();
        rows.set(row, CODE, record.code().value());
        rows.set(row, SCOPE_KIND, record.scopeKind().value());
        rows.set(row, METRIC, record.metric().value());
        rows.set(row, SCOPE_ACCOUNT, record.scopeAccountId());
        rows.set(row, SCOPE_INSTRUMENT, record.scopeInstrumentId());
        rows.set(row, LIMIT, record.limitE8());
        rows.set(row, OBSERVED, record.observedE8());
        return row;
    }

    void clear() {
        rows.clear();
    }

    /** Which control said no. */
    public RejectCode code(int row) {
        return RejectCode.get((short) rows.get(row, CODE));
    }

    /** Kind of the scope whose limit it was. */
    public ScopeKind scopeKind(int row) {
        return ScopeKind.get((short) rows.get(row, SCOPE_KIND));
    }

    /** Which number of the limit it was. */
    public Metric metric(int row) {
        return Metric.get((short) rows.get(row, METRIC));
    }

    /** Account of the scope; 0: none. */
    public int scopeAccount(int row) {
        return (int) rows.get(row, SCOPE_ACCOUNT);
    }

    /** Instrument of the scope; 0: none. */
    public int scopeInstrument(int row) {
        return (int) rows.get(row, SCOPE_INSTRUMENT);
    }

    /** The bound, x 10^-8 of the metric's unit; {@link OrderDeclinedDecoder#limitE8NullValue()}: none set. */
    public long limitE8(int row) {
        return rows.get(row, LIMIT);
    }

    /** What was met, x 10^-8; {@link OrderDeclinedDecoder#observedE8NullValue()}: nothing to measure. */
    public long observedE8(int row) {
        return rows.get(row, OBSERVED);
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
