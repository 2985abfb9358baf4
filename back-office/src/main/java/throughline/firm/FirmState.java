package throughline.firm;

import throughline.ledger.Booking;
import throughline.ledger.Ledger;
import throughline.message.CostMethod;
import throughline.message.PartyKind;
import throughline.office.Requests;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** What all parts of the back office's state machine share. One thread. */
public final class FirmState implements State {
    public final TickTables ticks = new TickTables();
    public final Instruments instruments = new Instruments();
    public final Accounts accounts = new Accounts();
    public final Parties parties = new Parties();
    public final Users users = new Users();
    public final Requests requests = new Requests(1024);
    public final Ledger ledger = new Ledger(this::keepsAverageCost);
    public final Booking booking = new Booking(ledger);
    public final Exceptions exceptions = new Exceptions();
    public final Approvals approvals = new Approvals();
    public final Calendar calendar;
    private boolean opened;

    public FirmState(Calendar calendar) {
        this.calendar = calendar;
    }

    public boolean keepsAverageCost(int book) {
        return accounts.isKnown(book) && accounts.costMethod(book) == CostMethod.AVERAGE;
    }

    /** Whether the first day was opened. */
    public boolean isOpen() {
        return opened;
    }

    /** Opens the first day, or the next one. */
    public void openDay(int date) {
        opened = true;
        ledger.openDay(date);
    }

    /** Whether an actor may settle and close: operations staff, or the office itself. */
    public boolean mayOperate(int actor) {
        return actor == 0 || users.has(actor, Users.OPERATIONS);
    }

    /** Keeper of the firm's nostro and of its clients' money. */
    public int bank() {
        return parties.first(PartyKind.BANK);
    }

    /** Keeper of the depots. */
    public int custodian() {
        return parties.first(PartyKind.CUSTODIAN);
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(opened ? 1 : 0);
        ticks.save(sink);
        instruments.save(sink);
        accounts.save(sink);
        parties.save(sink);
        users.save(sink);
        requests.save(sink);
        ledger.save(sink);
        exceptions.save(sink);
        approvals.save(sink);
    }

    @Override
    public void load(StateSource source) {
        opened = source.getLong() != 0;
        ticks.load(source);
        instruments.load(source);
        accounts.load(source);
        parties.load(source);
        users.load(source);
        requests.load(source);
        ledger.load(source);
        exceptions.load(source);
        approvals.load(source);
    }
}
