package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.AVERAGE;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.message.ExceptionCode;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.message.SettlementStatus;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.Outcome;
import throughline.reference.Money;
import throughline.settlement.NetSets;
import throughline.settlement.Obligations;
import throughline.state.Table;

/** Accounts that settle net at the CCP: what goes along, what the custodian may say of it, and what is posted. */
class NettingTest {
    private static final int GBP = 826;
    private static final int VODA = 3;

    private final BackFirm firm = new BackFirm();
    private final Obligations obligations = firm.machine.obligations();
    private final NetSets nets = obligations.nets();
    private int references;

    @BeforeEach
    void open() {
        firm.netted = Set.of(OWN, CLIENT);
        firm.importReference();
        firm.instrument(VODA, "VODA", 0, GBP);
        firm.cash(OWN, 100_000_000, "cash.csv:2");
        firm.cash(CLIENT, 1_000_000, "cash.csv:3");
        firm.openDay();
    }

    /** Example A on 2026-06-04: the 200 that failed and the sale of 1,200 are one obligation. */
    private long exampleA() {
        firm.trade(1, OWN, Side.BUY, 1000, 5000);
        firm.closeDay();
        firm.confirm(1, 1000, 5_000_000, "C1");
        firm.trade(2, OWN, Side.BUY, 500, 5200);
        firm.closeDay();
        firm.confirm(2, 300, 1_560_000, "C2");
        firm.fails(2, "F2");
        assertEquals(List.of(), nets(1));
        firm.trade(3, OWN, Side.SELL, 1200, 5500);
        return firm.instruction(2);
    }

    @Test
    void exampleANetted() {
        long former = exampleA();
        firm.closeDay();
        long net = firm.instruction(3);
        assertEquals(net, firm.instruction(2));
        assertNotEquals(former, net);
        requireNet(net, 2, -1_000, 5_560_000, "2026-06-04");
        Map<Integer, Long> before = firm.balances();
        long entries = firm.machine.ledger().entries();
        said(ExceptionCode.CONTRADICTION, former, 200, 1_040_000);
        assertTrue(firm.machine.exceptions().text(0).contains("net instruction " + net));
        said(ExceptionCode.UNSUPPORTED, net, 400, 2_224_000);
        said(ExceptionCode.UNSUPPORTED, net, 0, 0);
        said(ExceptionCode.CONTRADICTION, net, 1_000, 5_560_001);
        said(ExceptionCode.OVER_CONFIRMED, net, 1_001, 5_560_000);
        assertEquals(entries, firm.machine.ledger().entries());
        assertEquals(before, firm.balances());
        confirmed(net, 1_000, 5_560_000);
        assertEquals(entries + 1, firm.machine.ledger().entries());
        assertEquals(map(51, -1200, 60, 200, 70, 1000, 1000, 5_560_000, 2100, -6_600_000, 2120, 1_040_000),
            difference(before, firm.balances()));
        assertEquals(map(1000, 99_000_000, 1010, 1_000_000, 1200, 1_560_000, 2310, -1_000_000, 5300, 810, 5310, 160,
            2400, -810, 2410, -136, 2420, -24, 3000, -100_000_000, 4100, -560_000, 10, 300, 70, -300),
            firm.balances());
        assertEquals(ObligationStatus.SETTLED, obligations.status(firm.obligation(2)));
        assertEquals(ObligationStatus.SETTLED, obligations.status(firm.obligation(3)));
        assertEquals(0, obligations.failedQuantity(firm.obligation(2)));
        said(ExceptionCode.OVER_CONFIRMED, net, 1_000, 5_560_000);
        firm.decideAgain();
    }

    @Test
    void aNetOneFailsMemberByMember() {
        exampleA();
        firm.closeDay();
        long net = firm.instruction(3);
        fails(net);
        assertEquals(6_600_000, firm.balances().get(1130));
        assertEquals(-1_040_000, firm.balances().get(2120));
        assertEquals(null, firm.balances().get(2100));
        long entries = firm.machine.ledger().entries();
        fails(net);
        assertEquals(entries, firm.machine.ledger().entries());
        assertEquals("LACK", obligations.reason(firm.obligation(2)));
        firm.trade(4, OWN, Side.BUY, 100, 5500);
        firm.closeDay();
        long next = firm.instruction(4);
        requireNet(next, 3, -900, 5_010_000, "2026-06-05");
        said(ExceptionCode.CONTRADICTION, net, 1_000, 5_560_000);
        confirmed(next, 900, 5_010_000);
        assertEquals(null, firm.balances().get(1130));
        assertEquals(null, firm.balances().get(2120));
        assertEquals(null, firm.balances().get(2100));
        assertEquals(98_450_000, firm.balances().get(1000));
        fails(next);
        firm.decideAgain();
    }

    /** Nothing at all may be left, or money alone, or money for whoever receives. */
    @Test
    void whatIsLeftNetHasAnySign() {
        pair(1, ACME, 100, 5000, 100, 5000);
        pair(3, BackFirm.OTHER, 100, 5000, 100, 5100);
        firm.closeDay();
        requireNet(firm.instruction(1), 2, 0, 0, "2026-06-02");
        requireNet(firm.instruction(3), 2, 0, -10_000, "2026-06-02");
        Map<Integer, Long> before = firm.balances();
        confirmed(firm.instruction(1), 0, 0);
        assertEquals(map(50, 100, 51, -100), difference(before, firm.balances()));
        confirmed(firm.instruction(3), 0, -10_000);
        assertEquals(100_010_000, firm.balances().get(1000));
        pair(5, ACME, 200, 1000, 100, 5000);
        firm.closeDay();
        requireNet(firm.instruction(5), 2, 100, -300_000, "2026-06-03");
        confirmed(firm.instruction(5), 100, -300_000);
        assertEquals(100_310_000, firm.balances().get(1000));
        assertEquals(null, firm.balances().get(2100));
        firm.decideAgain();
    }

    private void pair(long order, int instrument, long bought, long at, long sold, long soldAt) {
        firm.trade(order, OWN, instrument, Side.BUY, bought, at);
        firm.trade(order + 1, OWN, instrument, Side.SELL, sold, soldAt);
    }

    /** Its purchase is paid with what its sale brings in the same set, and a leg that waited with the rest. */
    @Test
    void aClientsLegsSettleWithTheNet() {
        firm.trade(1, CLIENT, Side.BUY, 100, 5000);
        firm.trade(2, CLIENT, BackFirm.OTHER, Side.BUY, 300, 2000);
        firm.closeDay();
        firm.confirm(2, 300, 600_000, "C1");
        firm.trade(3, CLIENT, Side.SELL, 100, 6000);
        assertEquals(List.of(), nets(1));
        firm.closeDay();
        long net = firm.instruction(3);
        requireNet(net, 2, 0, -100_000, "2026-06-03");
        confirmed(net, 0, -100_000);
        assertEquals(null, firm.balances().get(1300));
        assertEquals(null, firm.balances().get(2300));
        firm.closeDay();
        assertEquals(-firm.balances().get(1010), firm.balances().get(2310));
        assertEquals(0, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    /** What is due on another date later on stays by itself; what should have settled goes along. */
    @Test
    void onlyWhatIsDueGoesAlong() {
        firm.cash(OWN, GBP, 10_000_000, "cash.csv:4");
        firm.trade(1, OWN, VODA, Side.BUY, 100, 600);
        firm.closeDay();
        firm.trade(2, OWN, VODA, Side.BUY, 200, 600);
        firm.closeDay();
        long second = firm.instruction(2);
        assertEquals(List.of(), nets(2));
        firm.trade(3, OWN, VODA, Side.SELL, 50, 700);
        firm.closeDay();
        requireNet(firm.instruction(3), 2, 50, 25_000, "2026-06-05");
        assertEquals(firm.instruction(3), firm.instruction(1));
        assertEquals(second, firm.instruction(2));
        firm.confirm(2, 200, 120_000, "C2");
        assertEquals(0, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    @Test
    void otherAccountsSettleGross() {
        firm.trade(1, AVERAGE, Side.BUY, 100, 5000);
        firm.trade(2, AVERAGE, Side.SELL, 100, 5000);
        firm.trade(3, OWN, Side.BUY, 100, 5000);
        firm.closeDay();
        assertEquals(List.of(), nets(1));
        assertEquals(3, Set.of(firm.instruction(1), firm.instruction(2), firm.instruction(3)).size());
    }

    @Test
    void otherPartiesThanTheCcpSettleGross() {
        long cents = 5_000 * Money.E8 / 100;
        for (int order = 1; order <= 2; order++) {
            firm.middle.trade(new MiddleJournal.Fill(order, order, OWN, ACME, BackFirm.CLIENT_PARTY,
                order == 1 ? Side.BUY : Side.SELL, 100, cents, firm.machine.businessDate()));
        }
        firm.run();
        firm.trade(3, OWN, Side.BUY, 100, 5000);
        firm.trade(4, OWN, Side.SELL, 10, 5000);
        firm.closeDay();
        assertEquals(List.of(firm.instruction(3)), nets(1));
        assertEquals(firm.instruction(3), firm.instruction(4));
        assertNotEquals(firm.instruction(1), firm.instruction(2));
        firm.confirm(1, 100, 500_000, "C1");
        assertEquals(0, firm.machine.exceptions().count());
    }

    /** A step takes so many; the others make sets of their own, and all leave with their obligations. */
    @Test
    void manyOrdersMakeSeveralSets() {
        int orders = 2 * NetSets.MOST_MEMBERS + 9;
        for (int order = 1; order <= orders; order++) {
            firm.trade(order, CLIENT, order % 2 == 0 ? Side.BUY : Side.SELL, 1 + order % 7, 5000);
        }
        firm.closeDay();
        List<Long> instructions = nets(1);
        assertEquals(3, instructions.size());
        assertEquals(9, nets.members(nets.find(instructions.get(2))));
        for (long instruction : instructions) {
            int set = nets.find(instruction);
            confirmed(instruction, nets.quantity(set), nets.amountMinor(set));
        }
        assertEquals(null, firm.balances().get(2100));
        assertEquals(null, firm.balances().get(1300));
        assertEquals(null, firm.balances().get(2300));
        for (int day = 0; day < 6; day++) {
            firm.closeDay();
        }
        assertEquals(0, obligations.count());
        instructions.forEach(instruction -> assertEquals(Table.NONE, nets.find(instruction)));
        assertEquals(0, firm.machine.exceptions().count());
        said(ExceptionCode.UNKNOWN_REFERENCE, instructions.get(0), 1, 1);
        firm.decideAgain();
    }

    /** The net instructions of all obligations from a row on. */
    private List<Long> nets(long firstOrder) {
        List<Long> instructions = new ArrayList<>();
        for (int row = firm.obligation(firstOrder); row < obligations.count(); row++) {
            long instruction = obligations.instructionId(row);
            if (nets.find(instruction) != Table.NONE && !instructions.contains(instruction)) {
                instructions.add(instruction);
            }
        }
        return instructions;
    }

    private void requireNet(long instruction, int members, long received, long amountMinor, String date) {
        int set = nets.find(instruction);
        assertNotEquals(Table.NONE, set);
        assertEquals(members, nets.members(set));
        assertEquals(received, nets.receives(set) ? nets.quantity(set) : -nets.quantity(set));
        assertEquals(amountMinor, nets.amountMinor(set));
        assertEquals(BackFirm.day(date), nets.settlementDate(set));
        assertEquals(Table.NONE, obligations.byInstruction(instruction));
    }

    private void said(ExceptionCode code, long instruction, long quantity, long amountMinor) {
        int exceptions = firm.machine.exceptions().count();
        assertEquals(Outcome.RECORDED, confirm(instruction, quantity, amountMinor));
        assertEquals(exceptions + 1, firm.machine.exceptions().count());
        assertEquals(code, firm.machine.exceptions().code(exceptions));
    }

    private void confirmed(long instruction, long quantity, long amountMinor) {
        int exceptions = firm.machine.exceptions().count();
        assertEquals(Outcome.RECORDED, confirm(instruction, quantity, amountMinor));
        assertEquals(exceptions, firm.machine.exceptions().count());
    }

    private Outcome confirm(long instruction, long quantity, long amountMinor) {
        return firm.confirm(instruction, quantity, amountMinor, firm.machine.businessDate(), "R" + ++references);
    }

    private void fails(long instruction) {
        StatusAdvisedEncoder advice = new StatusAdvisedEncoder();
        firm.draft.begin(advice, 0, 0).instructionId(instruction).status(SettlementStatus.FAILING).reason("LACK")
            .reference("R" + ++references);
        assertEquals(Outcome.RECORDED, firm.send(advice));
    }

    private static Map<Integer, Long> difference(Map<Integer, Long> before, Map<Integer, Long> after) {
        Map<Integer, Long> difference = new TreeMap<>(after);
        before.forEach((chart, balance) -> difference.merge(chart, -balance, Long::sum));
        difference.values().removeIf(balance -> balance == 0);
        return difference;
    }

    private static Map<Integer, Long> map(long... chartAndAmount) {
        return TwoPeople.map(chartAndAmount);
    }
}
