package throughline.ledger;

import throughline.message.UnitKind;

/**
 * The chart of accounts, as far as it is in use: numbers of 1000 and more count money, numbers below 100 securities.
 * Debit is ownership or what is owed to the firm, and is written as +; in the stock record + is ownership or long and -
 * is location. Immutable.
 */
public enum Chart {
    /** Stock: what the firm owns, by book. */
    INVENTORY(10, "inventory", true),
    /** Stock: what clients own, by account. */
    CLIENT(20, "client", true),
    /** Stock: borrowed. */
    BORROWED(30, "borrowed", false),
    /** Stock: lent. */
    LENT(40, "lent", true),
    /** Stock: bought and not yet received. */
    STREET_RECEIVE(50, "street receive", false),
    /** Stock: sold and not yet delivered. */
    STREET_DELIVER(51, "street deliver", true),
    /** Stock: bought and failed to arrive. */
    FAIL_TO_RECEIVE(60, "fail to receive", false),
    /** Stock: sold and failed to be delivered. */
    FAIL_TO_DELIVER(61, "fail to deliver", true),
    /** Stock: where it lies, at the custodian, own or segregated. */
    DEPOT(70, "depot", false),
    /** Stock: a split under way. */
    SPLIT_PENDING(80, "split pending", false),
    /** Stock: not explained. */
    STOCK_SUSPENSE(90, "stock suspense", true),

    /** Cash at the nostro. */
    CASH(1000, "cash at nostro", true),
    /** Clients' money at the bank, segregated. */
    CLIENT_MONEY(1010, "client money bank, segregated", true),
    /** Owed for what was sold and failed to be delivered. */
    FAILS_TO_DELIVER(1130, "fails to deliver", true),
    /** Securities owned, at cost, by book and instrument. */
    SECURITIES_OWNED(1200, "securities owned, at cost", true),
    /** Owed by a client for what is not settled. */
    CLIENT_RECEIVABLE(1300, "receivable from client, unsettled", true),
    /** Owed by and to the CCP for trades that are not settled. */
    STREET_CONTROL(2100, "CCP/broker unsettled control", true),
    /** Owed for what was bought and failed to arrive. */
    FAILS_TO_RECEIVE(2120, "fails to receive", false),
    /** Proceeds of securities sold and not yet bought, by book and instrument. */
    SOLD_NOT_PURCHASED(2200, "securities sold, not yet purchased", false),
    /** Owed to a client for what is not settled. */
    CLIENT_PAYABLE(2300, "payable to client, unsettled", false),
    /** A client's money, free. */
    CLIENT_CREDIT(2310, "client free credit", false),
    /** Exchange and clearing fees not yet paid. */
    EXCHANGE_FEES_PAYABLE(2400, "exchange/clearing fees payable", false),
    /** SEC section 31 fees not yet paid. */
    SECTION_31_PAYABLE(2410, "SEC section 31 payable", false),
    /** Trading activity fees not yet paid. */
    TAF_PAYABLE(2420, "TAF payable", false),
    /** What the firm's owners paid in. */
    CAPITAL(3000, "capital", false),
    /** Realised trading profit and loss, by book. */
    TRADING_RESULT(4100, "realised trading P&L", false),
    /** Commission earned, by client account. */
    COMMISSION_INCOME(4200, "commission income", false),
    /** Exchange and clearing fees borne, by book. */
    EXCHANGE_EXPENSE(5300, "exchange/clearing expense", true),
    /** Regulatory fees borne, by book. */
    REGULATORY_FEES(5310, "regulatory fees", true),
    /** Errors, write-offs, differences. */
    DIFFERENCES(5900, "errors, write-offs, differences", true),
    /** Money seen on a statement and not yet explained. */
    SUSPENSE(9000, "suspense", true);

    private static final Chart[] VALUES = values();
    private static final int FIRST_MONEY_NUMBER = 100;

    private final int number;
    private final String title;
    private final boolean debitNormal;

    Chart(int number, String title, boolean debitNormal) {
        this.number = number;
        this.title = title;
        this.debitNormal = debitNormal;
    }

    /** Its number in the chart. */
    public int number() {
        return number;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** Whether its balance is usually a debit. */
    public boolean debitNormal() {
        return debitNormal;
    }

    /** What it counts. */
    public UnitKind unitKind() {
        return unitKind(number);
    }

    /** What the account of a number counts. */
    static UnitKind unitKind(int number) {
        return number < FIRST_MONEY_NUMBER ? UnitKind.SECURITY : UnitKind.MONEY;
    }

    /**
     * The account of a number.
     *
     * @throws IllegalArgumentException when the chart has none
     */
    public static Chart of(int number) {
        for (Chart chart : VALUES) {
            if (chart.number == number) {
                return chart;
            }
        }
        throw new IllegalArgumentException("the chart has no account " + number);
    }
}
