package throughline.close;

import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.JournalRecord;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PositionDefinedEncoder;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** The close's statements of the positions that the next day begins with. One thread. */
public final class PositionStatements implements ClosingWork, State {
    private final FirmState firm;
    private final PositionDefinedDecoder position = new PositionDefinedDecoder();
    private final PositionDefinedEncoder positionDefined = new PositionDefinedEncoder();
    private int next = 1;
    /** Ledger accounts below it have nothing to state: no trade comes once risk has closed. */
    private int looked;

    public PositionStatements(FirmState firm) {
        this.firm = firm;
    }

    @Override
    public void begin() {
        next = 1;
        looked = 1;
    }

    @Override
    public boolean write(Step step) {
        LedgerAccounts accounts = firm.ledger.accounts();
        for (int id = Math.max(next, looked); id <= accounts.count() && step.records() < Step.MAX_SLICE; id++) {
            if (isPosition(accounts.chart(id)) && accounts.balance(id) != 0) {
                step.add(positionDefined, 0).accountId(accounts.book(id)).instrumentId(accounts.unit(id))
                    .quantity(accounts.balance(id));
            }
            looked = step.records() == 0 ? id + 1 : looked;
        }
        return step.records() > 0;
    }

    private static boolean isPosition(int chart) {
        return chart == Chart.INVENTORY.number() || chart == Chart.CLIENT.number();
    }

    /** Takes up a statement: the ones before it were made. */
    void apply(JournalRecord record) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        LedgerAccounts accounts = firm.ledger.accounts();
        int id = next;
        while (!isPosition(accounts.chart(id)) || accounts.book(id) != position.accountId()
            || accounts.unit(id) != position.instrumentId()) {
            id++;
        }
        next = id + 1;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(next);
    }

    @Override
    public void load(StateSource source) {
        next = (int) source.getLong();
        looked = 1;
    }
}
