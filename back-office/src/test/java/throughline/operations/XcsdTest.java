package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.back.BackMachine;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.firm.Calendar;
import throughline.firm.StrataCalendar;
import throughline.journal.MemoryJournal;
import throughline.message.DayClosingEncoder;
import throughline.message.ObligationStatus;
import throughline.message.PartyKind;
import throughline.message.Side;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.back.MiddleJournal;

/** The sample firm's files, imported, and its custodian's rules over three days. */
class XcsdTest {
    private static final int FIRST_DAY = (int) LocalDate.of(2026, 6, 1).toEpochDay();
    private static final long PRICE = 10_000_000_000L;

    private final Calendar calendar = new StrataCalendar();
    private final BackMachine machine = new BackMachine(calendar);
    private final MiddleJournal middle = new MiddleJournal(new MemoryJournal("middle"));
    private final Commands commands = new Commands(1 << 20);
    private final Draft draft = new Draft();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private ReferenceRows rows;
    private OfficeAgent agent;
    private long clockNs = 1;

    @BeforeEach
    void firm() throws Exception {
        MemoryJournal journal = new MemoryJournal("back");
        agent = new OfficeAgent(new Replay(machine, journal, List.of(middle.journal()), Stops.NONE),
            journal.appender(), commands, () -> clockNs++, Stops.NONE, new OfficeStatus(), 16);
        agent.start(1, new byte[0]);
        rows = ReferenceFiles.shipped().read();
    }

    @Test
    void theSampleFirmIsImportedOnceHoweverOften() {
        ReferenceDrafts drafts = new ReferenceDrafts(rows, FIRST_DAY);
        for (int i = 0; i < drafts.count() / 2; i++) {
            send(drafts, i);
        }
        int half = drafts.count() / 2;
        assertEquals(Map.of(Outcome.RECORDED, half), outcomes);
        importAll(drafts);
        assertEquals(Map.of(Outcome.RECORDED, drafts.count(), Outcome.REPEATED, half), outcomes);
        importAll(drafts);
        assertEquals(half + drafts.count(), outcomes.get(Outcome.REPEATED));
        assertEquals(FIRST_DAY, machine.businessDate());
        assertEquals(rows.cash().size() + rows.holdings().size(), machine.ledger().entries());
        machine.ledger().prove();
    }

    @Test
    void instructionsSettleByTheRules() {
        importAll(new ReferenceDrafts(rows, FIRST_DAY));
        buy(1, "MMM");
        buy(2, "INTC");
        buy(3, "BA");
        buy(4, "T");
        say();
        assertEquals(0, machine.exceptions().count());
        closeDay();
        assertEquals(List.of(ObligationStatus.INSTRUCTED, ObligationStatus.INSTRUCTED, ObligationStatus.INSTRUCTED,
            ObligationStatus.INSTRUCTED), statuses());
        List<Xcsd.Message> first = say();
        assertEquals(List.of(ObligationStatus.SETTLED, ObligationStatus.FAILING, ObligationStatus.FAILING,
            ObligationStatus.FAILING), statuses());
        assertEquals(60, machine.obligations().settledQuantity(2));
        assertEquals("LACK", machine.obligations().reason(1));
        assertEquals(List.of(), say());
        outcomes.clear();
        first.forEach(this::send);
        assertEquals(Map.of(Outcome.REPEATED, first.size()), outcomes);
        closeDay();
        say();
        closeDay();
        say();
        assertEquals(List.of(ObligationStatus.SETTLED, ObligationStatus.SETTLED, ObligationStatus.SETTLED,
            ObligationStatus.FAILING), statuses());
        assertEquals(100, machine.obligations().failedQuantity(3));
        assertEquals(0, machine.obligations().failedMinor(2));
        assertEquals(0, machine.exceptions().count());
    }

    /** Of a net instruction it speaks once, and settles all of it where it would settle a part of another. */
    @Test
    void netInstructionsSettleWhole() {
        List<ReferenceRows.Account> accounts = rows.accounts().stream().map(one -> new ReferenceRows.Account(
            one.account(), one.party(), one.desk(), one.kind(), one.shortSale(), one.selfTradeGroup(),
            one.costMethod(), one.selfTradeMode(), one.account().equals("PROP-EQ"))).toList();
        rows = new ReferenceRows(rows.instruments(), rows.parties(), accounts, rows.cash(), rows.holdings(),
            rows.fees(), rows.limits(), rows.users(), rows.custodianRules(), rows.streets(), rows.ticks());
        importAll(new ReferenceDrafts(rows, FIRST_DAY));
        String[] symbols = {"MMM", "MMM", "BA", "BA", "T", "T"};
        for (int i = 0; i < symbols.length; i++) {
            buy(i + 1, symbols[i]);
        }
        closeDay();
        JsonObject shown = Views.instruction(machine, 3);
        assertEquals(shown, Views.instruction(machine, 2));
        assertEquals(List.of("0", "0", "MT541", "200", "20000", 2), List.of(shown.getValue("obligationId"),
            shown.getValue("orderId"), shown.getValue("message"), shown.getValue("quantity"),
            shown.getValue("amount"), shown.getValue("obligations")));
        List<Xcsd.Message> first = say();
        assertEquals(List.of(true, false, false), first.stream().map(Xcsd.Message::settles).toList());
        assertEquals(200, first.get(0).quantity());
        assertEquals(List.of(ObligationStatus.SETTLED, ObligationStatus.SETTLED, ObligationStatus.FAILING,
            ObligationStatus.FAILING, ObligationStatus.FAILING, ObligationStatus.FAILING), statuses());
        assertEquals(List.of(), say());
        closeDay();
        say();
        closeDay();
        say();
        assertEquals(List.of(ObligationStatus.SETTLED, ObligationStatus.SETTLED, ObligationStatus.SETTLED,
            ObligationStatus.SETTLED, ObligationStatus.FAILING, ObligationStatus.FAILING), statuses());
        assertEquals(0, machine.exceptions().count());
        machine.ledger().prove();
    }

    private void importAll(ReferenceDrafts drafts) {
        for (int i = 0; i < drafts.count(); i++) {
            send(drafts, i);
        }
    }

    private void send(ReferenceDrafts drafts, int index) {
        drafts.write(index, draft);
        send();
    }

    private void send(Xcsd.Message message) {
        message.write(draft);
        send();
    }

    private void send() {
        commands.offer(draft, 1);
        int[] replies = new int[1];
        while (replies[0] == 0) {
            agent.doWork();
            commands.pollReplies((number, outcome, reference, seq) -> {
                outcomes.merge(outcome, 1, Integer::sum);
                replies[0]++;
            }, 1);
        }
    }

    private void buy(long order, String symbol) {
        middle.trade(new MiddleJournal.Fill(order, order, machine.accounts().find("PROP-EQ"),
            machine.instruments().find(symbol), machine.parties().first(PartyKind.CCP), Side.BUY, 100, PRICE,
            machine.businessDate()));
        run();
    }

    private void closeDay() {
        int date = machine.businessDate();
        draft.begin(new DayClosingEncoder(), 0, 0).businessDate(date).requestKey("");
        send();
        middle.riskDayClosed(date);
        run();
        assertEquals(calendar.nextBusinessDate(date), machine.businessDate());
    }

    private List<Xcsd.Message> say() {
        List<Xcsd.Message> messages = new ArrayList<>();
        new Xcsd(rows, calendar).say(machine, 0, Integer.MAX_VALUE, messages);
        messages.forEach(this::send);
        return messages;
    }

    private List<ObligationStatus> statuses() {
        List<ObligationStatus> statuses = new ArrayList<>();
        for (int row = 0; row < machine.obligations().count(); row++) {
            statuses.add(machine.obligations().status(row));
        }
        return statuses;
    }

    private void run() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() == 0 ? idle + 1 : 0;
        }
    }
}
