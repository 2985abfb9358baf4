package throughline.blotter;

import org.agrona.DirectBuffer;
import throughline.message.Metric;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ScopeKind;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * Why risk rejected orders and amendments: code, scope, limit and what was observed, by the row an order names. One
 * thread.
 */
public final class Declines implements State {
    private static final int CODE = 0;
    private static final int SCOPE_KIND = 1;
    private static final int METRIC = 2;
    private static final int SCOPE_NAME = 3;
    private static final int BOUND = 4;
    private static final int OBSERVED = 5;
    private static final int COLUMNS = 6;
    private static final int HEADER = OrderDeclinedDecoder.scopeNameHeaderLength();
    private static final int NAME_LENGTH = 32;

    private final Table rows;
    private final Texts names;

    Declines(int expected) {
        rows = new Table(COLUMNS, expected);
        names = new Texts(expected / 4, expected / 4 * NAME_LENGTH);
    }

    int add(OrderDeclinedDecoder record) {
        int row = add(record.code(), record.scopeKind(), record.metric(), record.bound(), record.observed());
        name(row, record.buffer(), record.limit() + HEADER, record.scopeNameLength());
        return row;
    }

    int add(ReplaceRefusedDecoder record) {
        int row = add(record.code(), record.scopeKind(), record.metric(), record.bound(), record.observed());
        name(row, record.buffer(), record.limit() + HEADER, record.scopeNameLength());
        return row;
    }

    private int add(RejectCode code, ScopeKind kind, Metric metric, long bound, long observed) {
        int row = rows.add();
        rows.set(row, CODE, code.value());
        rows.set(row, SCOPE_KIND, kind.value());
        rows.set(row, METRIC, metric.value());
        rows.set(row, BOUND, bound);
        rows.set(row, OBSERVED, observed);
        return row;
    }

    private void name(int row, DirectBuffer buffer, int offset, int length) {
        rows.set(row, SCOPE_NAME, names.intern(buffer, offset, length));
    }

    void clear() {
        rows.clear();
        names.clear();
    }

    /** Which control said no. */
    public RejectCode code(int row) {
        return RejectCode.get((short) rows.get(row, CODE));
    }

    /** Kind of the scope whose limit it was. */
    public ScopeKind scopeKind(int row) {
        return ScopeKind.get((short) rows.get(row, SCOPE_KIND));
    }

    /** That scope as the outside writes it; empty: none. Allocates. */
    public String scopeName(int row) {
        return names.text((int) rows.get(row, SCOPE_NAME));
    }

    /** Which number of the limit it was. */
    public Metric metric(int row) {
        return Metric.get((short) rows.get(row, METRIC));
    }

    /** The bound, in the metric's unit; {@link OrderDeclinedDecoder#boundNullValue()}: none set. */
    public long bound(int row) {
        return rows.get(row, BOUND);
    }

    /** What was met, in the metric's unit; {@link OrderDeclinedDecoder#observedNullValue()}: nothing to measure. */
    public long observed(int row) {
        return rows.get(row, OBSERVED);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        names.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        names.load(source);
    }
}
