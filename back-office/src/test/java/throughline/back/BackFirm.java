package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Calendar;
import throughline.firm.StrataCalendar;
import throughline.journal.MemoryJournal;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.*;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Money;

/** A back office in one thread over journals in memory, with a small firm imported and the first day open. */
final class BackFirm {
    static final long START_NS = 1_780_000_000_000_000_000L;
    static final int USD = 840;
    static final Calendar CALENDAR = new StrataCalendar();
    static final int FIRST_DAY = day("2026-06-01");
    static final int FIRM = 1;
    static final int CLIENT_PARTY = 2;
    static final int CCP = 3;
    static final int OWN = 1;
    static final int AVERAGE = 2;
    static final int CLIENT = 3;
    static final int STREET = 4;
    static final int ACME = 1;
    static final int OTHER = 2;
    static final int OPS = 1;
    static final int ADMIN = 2;
    static final int TRADER = 3;

    final MemoryJournal journal = new MemoryJournal("back");
    final MiddleJournal middle = new MiddleJournal(new MemoryJournal("middle"));
    final BackMachine machine = new BackMachine(CALENDAR);
    final Commands commands = new Commands(1 << 16);
    final Draft draft = new Draft();
    final OfficeAgent agent;
    /** Accounts that settle net, to be said before the import. */
    Set<Integer> netted = Set.of();
    Outcome outcome;
    long reference;
    private long clockNs = START_NS;
    private long executions = 1000;
    private long correlation;

    BackFirm() {
        Replay replay = new Replay(machine, journal, List.of(middle.journal()), Stops.NONE);
        agent = new OfficeAgent(replay, journal.appender(), commands, () -> clockNs += 1000, Stops.NONE,
            new OfficeStatus(), 1);
        agent.start(77, new byte[0]);
    }

    static BackFirm open() {
        BackFirm firm = new BackFirm();
        firm.importReference();
        firm.openDay();
        return firm;
    }

    static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    Outcome send(MessageEncoderFlyweight encoder) {
        outcome = null;
        assertTrue(commands.offer(draft, ++correlation));
        while (outcome == null) {
            agent.doWork();
            commands.pollReplies((number, how, about, seq) -> {
                outcome = how;
                reference = about;
            }, 10);
        }
        return outcome;
    }

    private void sent(MessageEncoderFlyweight encoder) {
        assertEquals(Outcome.RECORDED, send(encoder), encoder.getClass().getSimpleName());
    }

    void importReference() {
        party(FIRM, "FIRM", PartyKind.FIRM);
        party(CLIENT_PARTY, "C-1", PartyKind.CLIENT);
        party(CCP, "CCP", PartyKind.CCP);
        party(4, "XCSD", PartyKind.CUSTODIAN);
        party(5, "BANK", PartyKind.BANK);
        assertEquals(Outcome.RECORDED, instrument(ACME, "ACME", 0));
        assertEquals(Outcome.RECORDED, instrument(OTHER, "OTHER", 0));
        account(OWN, FIRM, AccountKind.PRINCIPAL, CostMethod.FIFO, "PROP");
        account(AVERAGE, FIRM, AccountKind.PRINCIPAL, CostMethod.AVERAGE, "PROP-AVG");
        account(CLIENT, CLIENT_PARTY, AccountKind.CLIENT, CostMethod.FIFO, "CL-1");
        account(STREET, FIRM, AccountKind.OUTSIDE, CostMethod.FIFO, "STREET");
        user(0, "ops", Users.OPERATIONS, "");
        user(0, "admin", Users.ADMIN, "");
        user(0, "trader", Users.TRADER, "");
        fees();
        price(ACME, 50);
        price(OTHER, 20);
    }

    void openDay() {
        DayOpeningEncoder opening = new DayOpeningEncoder();
        draft.begin(opening, 0, 0).businessDate(FIRST_DAY);
        sent(opening);
    }

    void party(int id, String name, PartyKind kind) {
        PartyDefinedEncoder party = new PartyDefinedEncoder();
        draft.begin(party, 0, 0).partyId(id).kind(kind).partyName(name).legalName(name + " Ltd");
        sent(party);
    }

    Outcome instrument(int id, String symbol, int tickTable) {
        return instrument(id, symbol, tickTable, USD);
    }

    Outcome instrument(int id, String symbol, int tickTable, int currency) {
        InstrumentDefinedEncoder instrument = new InstrumentDefinedEncoder();
        draft.begin(instrument, 0, 0).instrumentId(id).currency(currency).quantityScale((short) 0)
            .standing(Standing.OPEN)
            .tickE8(1_000_000).lot(1).multiplier(1).tickTable(tickTable).symbol(symbol).name(symbol).sector("")
            .issuer(symbol);
        return send(instrument);
    }

    /** A table of one tick at two prices. */
    Outcome tickTable(int table, int rows) {
        TickTableDefinedEncoder tickTable = new TickTableDefinedEncoder();
        TickTableDefinedEncoder.TicksEncoder ticks =
            draft.begin(tickTable, 0, 0).tickTable(table).ticksCount(rows);
        for (int row = 0; row < rows; row++) {
            ticks.next().fromPriceE8(row * 50).tickE8(row + 1);
        }
        return send(tickTable);
    }

    private void account(int id, int party, AccountKind kind, CostMethod method, String name) {
        AccountDefinedEncoder account = new AccountDefinedEncoder();
        draft.begin(account, 0, 0).accountId(id).partyId(party).deskId(1).selfTradeGroup(id).kind(kind)
            .standing(Standing.OPEN).costMethod(method).shortSale((short) 1)
            .netting((short) (netted.contains(id) ? 1 : 0)).accountName(name).deskName("EQ");
        sent(account);
    }

    Outcome user(int actor, String name, int roles, String key) {
        UserDefinedEncoder user = new UserDefinedEncoder();
        draft.begin(user, actor, 0).userId(0).standing(Standing.OPEN).bodyHash(roles * 31L + name.hashCode());
        user.roles().trader((roles & Users.TRADER) != 0).operations((roles & Users.OPERATIONS) != 0)
            .admin((roles & Users.ADMIN) != 0);
        user.userName(name).requestKey(key);
        return send(user);
    }

    private void fees() {
        fee(FeeKind.EXCHANGE, AccountKind.PRINCIPAL, "2024-01-01", null, 0, 300_000, 0, 0, 0);
        fee(FeeKind.COMMISSION, AccountKind.CLIENT, "2024-01-01", null, 0, 1_000_000, 100, 0, 0);
        fee(FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, "2025-05-14", "2026-04-03", 0, 0, 0, 1, 1);
        fee(FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, "2026-04-04", null, 2_060, 0, 0, 1, 1);
        fee(FeeKind.TAF, AccountKind.NULL_VAL, "2026-01-01", null, 0, 19_500, 0, 1, 1);
    }

    void fee(FeeKind kind, AccountKind accounts, String from, String to, long perNotional, long perUnit, long minimum,
        int sellsOnly, int roundsUp) {
        FeeDefinedEncoder fee = new FeeDefinedEncoder();
        draft.begin(fee, 0, 0).kind(kind).accountKind(accounts).fromDate(day(from))
            .toDate(to == null ? FeeDefinedEncoder.toDateNullValue() : day(to)).ratePerNotionalE8(perNotional)
            .ratePerUnitE8(perUnit).perOrderMinor(0).minimumMinor(minimum)
            .maximumMinor(kind == FeeKind.TAF ? 979 : FeeDefinedEncoder.maximumMinorNullValue())
            .sides(sellsOnly == 1 ? ChargedSides.SELLS : ChargedSides.ALL).roundsUp((short) roundsUp)
            .chargeDate(kind == FeeKind.SEC_SECTION_31 ? ChargeDate.SETTLEMENT : ChargeDate.TRADE).tiersCount(0);
        sent(fee);
    }

    private void price(int instrument, long dollars) {
        PriceDefinedEncoder price = new PriceDefinedEncoder();
        draft.begin(price, 0, 0).instrumentId(instrument).businessDate(FIRST_DAY).priceE8(dollars * Money.E8)
            .kind(PriceKind.LAST);
        sent(price);
    }

    Outcome cash(int account, long amountMinor, String line) {
        return cash(account, USD, amountMinor, line);
    }

    Outcome cash(int account, int currency, long amountMinor, String line) {
        CashImportedEncoder cash = new CashImportedEncoder();
        draft.begin(cash, 0, 0).accountId(account).currency(currency).amountMinor(amountMinor).line(line);
        return send(cash);
    }

    Outcome holding(int account, int instrument, long quantity, long costMinor, String line) {
        HoldingImportedEncoder holding = new HoldingImportedEncoder();
        draft.begin(holding, 0, 0).accountId(account).instrumentId(instrument).quantity(quantity).costMinor(costMinor)
            .line(line);
        return send(holding);
    }

    /** Clears one execution at a price in cents. */
    MiddleJournal.Fill trade(long order, int account, Side side, long quantity, long cents) {
        return trade(order, account, ACME, side, quantity, cents);
    }

    /** Clears one execution in an instrument at a price in cents. */
    MiddleJournal.Fill trade(long order, int account, int instrument, Side side, long quantity, long cents) {
        MiddleJournal.Fill fill = new MiddleJournal.Fill(++executions, order, account, instrument, CCP, side,
            quantity, cents * Money.E8 / 100, machine.businessDate());
        middle.trade(fill);
        run();
        return fill;
    }

    void bust(MiddleJournal.Fill fill) {
        middle.undo(TradeKind.BUST, fill);
        run();
    }

    /** Corrects an execution to a quantity at a price in cents. */
    MiddleJournal.Fill correct(MiddleJournal.Fill fill, long quantity, long cents) {
        MiddleJournal.Fill anew = new MiddleJournal.Fill(fill.execution(), fill.order(), fill.account(),
            fill.instrument(), fill.ccp(), fill.side(), quantity, cents * Money.E8 / 100, fill.date());
        middle.undo(TradeKind.CORRECTION, anew);
        run();
        return anew;
    }

    void run() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() == 0 ? idle + 1 : 0;
        }
    }

    Outcome confirm(long order, long quantity, long amountMinor, String reference) {
        return confirm(instruction(order), quantity, amountMinor, machine.businessDate(), reference);
    }

    Outcome confirm(long instruction, long quantity, long amountMinor, int date, String reference) {
        ConfirmationReceivedEncoder confirmation = new ConfirmationReceivedEncoder();
        draft.begin(confirmation, 0, 0).instructionId(instruction).quantity(quantity).amountMinor(amountMinor)
            .effectiveDate(date).reference(reference);
        return send(confirmation);
    }

    Outcome fails(long order, String reference) {
        StatusAdvisedEncoder advice = new StatusAdvisedEncoder();
        draft.begin(advice, 0, 0).instructionId(instruction(order)).status(SettlementStatus.FAILING).reason("LACK")
            .reference(reference);
        return send(advice);
    }

    int obligation(long order) {
        for (int row = machine.obligations().count() - 1; row >= 0; row--) {
            if (machine.obligations().orderId(row) == order) {
                return row;
            }
        }
        throw new AssertionError("order " + order + " has no obligation");
    }

    long instruction(long order) {
        return machine.obligations().instructionId(obligation(order));
    }

    /** Closes the open day by way of an asking command and risk's answer. */
    void closeDay() {
        closeDay(Map.of());
    }

    /** Closes the open day at prices in cents, by instrument. */
    void closeDay(Map<Integer, Long> cents) {
        int date = machine.businessDate();
        assertEquals(Outcome.RECORDED, askClose(date));
        Map<Integer, Long> prices = new TreeMap<>();
        cents.forEach((instrument, price) -> prices.put(instrument, price * Money.E8 / 100));
        middle.riskDayClosed(date, prices, USD, Map.of());
        run();
        assertEquals(CALENDAR.nextBusinessDate(date), machine.businessDate());
    }

    Outcome askClose(int date) {
        DayClosingEncoder closing = new DayClosingEncoder();
        draft.begin(closing, OPS, 0).businessDate(date).requestKey("");
        return send(closing);
    }

    /** Balances by chart number, debits less credits; money in minor units, stock in shares. Zeros are left out. */
    Map<Integer, Long> balances() {
        Map<Integer, Long> balances = new TreeMap<>();
        LedgerAccounts accounts = machine.ledger().accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            balances.merge(accounts.chart(id), accounts.balance(id), Long::sum);
        }
        balances.values().removeIf(balance -> balance == 0);
        return balances;
    }

    long balance(Chart chart, Capacity capacity) {
        long sum = 0;
        LedgerAccounts accounts = machine.ledger().accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            if (accounts.chart(id) == chart.number() && accounts.capacity(id) == capacity) {
                sum += accounts.balance(id);
            }
        }
        return sum;
    }

    /** Decides the whole journal again, by a fresh machine. */
    void decideAgain() {
        try (Redecision again = new Redecision(new BackMachine(CALENDAR), journal, List.of(middle.journal()))) {
            while (again.next()) {
                assertEquals("", again.difference());
            }
            assertEquals("", again.difference());
            assertEquals(agent.seq(), again.seq());
        }
    }

    /** Bits of the roles, as {@code throughline.reference.Users} has them. */
    static final class Users {
        static final int TRADER = throughline.reference.Users.TRADER;
        static final int OPERATIONS = throughline.reference.Users.OPERATIONS;
        static final int ADMIN = throughline.reference.Users.ADMIN;

        private Users() {
        }
    }
}
