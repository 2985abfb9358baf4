package throughline.bookstwin;

import java.time.LocalDate;
import java.util.List;
import throughline.firm.Calendar;
import throughline.firm.StrataCalendar;
import throughline.message.AccountKind;
import throughline.message.CostMethod;
import throughline.message.PartyKind;
import throughline.reference.Users;

/** The small firm that office and twin are both told of: people, parties, instruments, accounts. */
final class World {
    static final int USD = 840;
    static final int EUR = 978;
    static final Calendar CALENDAR = new StrataCalendar();
    static final int FIRST_DAY = day("2026-06-01");

    static final int CCP = 4;
    static final int CUSTODIAN = 5;
    static final int BANK = 6;
    static final int BROKER = 7;
    static final int LENDER = 8;

    static final int FIFO = 1;
    static final int AVERAGE = 2;
    static final int CLIENT = 3;
    static final int SECOND_CLIENT = 4;

    static final int FUND = 4;
    /** Moved and lent, never traded. */
    static final int QUIET = 5;

    static final int OPS = 1;
    static final int SECOND_OPS = 2;
    static final int ADMIN = 3;
    static final int TRADER = 4;

    static final List<Party> PARTIES = List.of(new Party(1, "FIRM", PartyKind.FIRM),
        new Party(2, "C-1", PartyKind.CLIENT), new Party(3, "C-2", PartyKind.CLIENT),
        new Party(CCP, "CCP", PartyKind.CCP), new Party(CUSTODIAN, "XCSD", PartyKind.CUSTODIAN),
        new Party(BANK, "BANK", PartyKind.BANK), new Party(BROKER, "BROKER", PartyKind.VENUE),
        new Party(LENDER, "LENDER", PartyKind.VENUE));
    static final List<Paper> PAPERS = List.of(new Paper(1, "ACME", USD, 0), new Paper(2, "OTHER", USD, 0),
        new Paper(3, "EURO", EUR, 0), new Paper(FUND, "FUND", USD, 3),
        new Paper(QUIET, "QUIET", USD, 0));
    static final List<Account> ACCOUNTS =
        List.of(new Account(FIFO, 1, AccountKind.PRINCIPAL, CostMethod.FIFO, "PROP"),
            new Account(AVERAGE, 1, AccountKind.PRINCIPAL, CostMethod.AVERAGE, "PROP-AVG"),
            new Account(CLIENT, 2, AccountKind.CLIENT, CostMethod.FIFO, "CL-1"),
            new Account(SECOND_CLIENT, 3, AccountKind.CLIENT, CostMethod.FIFO, "CL-2"),
            new Account(5, 1, AccountKind.OUTSIDE, CostMethod.FIFO, "STREET"));
    static final List<Person> PEOPLE = List.of(new Person("ops", Users.OPERATIONS),
        new Person("ops2", Users.OPERATIONS), new Person("admin", Users.ADMIN), new Person("trader", Users.TRADER));

    private World() {
    }

    record Party(int id, String name, PartyKind kind) {
    }

    /** An instrument. */
    record Paper(int id, String symbol, int currency, int scale) {
    }

    record Account(int id, int party, AccountKind kind, CostMethod method, String name) {
        boolean isClient() {
            return kind == AccountKind.CLIENT;
        }
    }

    record Person(String name, int roles) {
    }

    static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    static Account account(int id) {
        return ACCOUNTS.get(id - 1);
    }

    static Paper paper(int id) {
        return PAPERS.get(id - 1);
    }
}
