package throughline.blotter;

import throughline.message.JournalRecord;
import throughline.message.MarketPhase;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Where nothing is executed any more: orders whose records are read again meet no market. One thread. */
final class NoVenue implements Venue {
    @Override
    public long readAhead(int instrumentId) {
        return 0;
    }

    @Override
    public void place(int row, OrderAcceptedDecoder accepted, int tradeDate, Step step) {
        throw decidesNothing();
    }

    @Override
    public void replace(int row, ReplaceAcceptedDecoder accepted, int tradeDate, Step step) {
        throw decidesNothing();
    }

    @Override
    public void open(Step step) {
        throw decidesNothing();
    }

    @Override
    public void close(Step step) {
        throw decidesNothing();
    }

    @Override
    public void work(Step step) {
        throw decidesNothing();
    }

    @Override
    public void tick(Step step) {
        throw decidesNothing();
    }

    private static IllegalStateException decidesNothing() {
        return new IllegalStateException("what was decided long ago is not decided again here");
    }

    @Override
    public boolean isReadyToClose() {
        return true;
    }

    @Override
    public void listed(int instrumentId) {
        // it has no books
    }

    @Override
    public void placed(int row) {
        // it has no books
    }

    @Override
    public void replacing(int row) {
        // it has no books
    }

    @Override
    public void replaced(int row, boolean keepsPriority) {
        // it has no books
    }

    @Override
    public void suspended(int row) {
        // it has no books
    }

    @Override
    public void ended(int row) {
        // it has no books
    }

    @Override
    public void apply(JournalRecord record) {
        // it has no books
    }

    @Override
    public MarketPhase phase(int instrumentId) {
        return MarketPhase.NULL_VAL;
    }

    @Override
    public long phaseUntilNs(int instrumentId) {
        return 0;
    }

    @Override
    public long lastPriceE8(int instrumentId) {
        return 0;
    }

    @Override
    public void replayed() {
        // it decides nothing
    }

    @Override
    public long workSeq() {
        return 0;
    }

    @Override
    public long deadlineNs() {
        return StateMachine.NEVER;
    }

    @Override
    public void rebuild() {
        // it has no books
    }

    @Override
    public void save(StateSink sink) {
        // it has no state
    }

    @Override
    public void load(StateSource source) {
        // it has no state
    }
}
