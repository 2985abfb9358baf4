package throughline.ledger;

import java.util.EnumSet;
import java.util.Set;
import throughline.message.UnitKind;

/**
 * The chart of accounts: numbers of 1000 and more count money, numbers below 100 securities.
 * Debit is ownership or what is owed to the firm, and is written as +; in the stock record + is ownership or long and -
 * is location. Immutable.
 */
public enum Chart {
    /** Stock: what the firm owns, by book. */
    INVENTORY(10, "inventory", true),
    /** Stock: what clients own, by account. */
    CLIENT(20, "client", true),
    /** Stock: borrowed, by book and lender; it lies in the depot and is owed back. */
    BORROWED(30, "borrowed", true),
    /** Stock: lent, by book and borrower; it lies with the borrower. */
    LENT(40, "lent", false),
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
    /** Deposits and margin with a CCP. */
    CCP_DEPOSITS(1110, "CCP deposits and margin", true),
    /** Owed for what was sold and failed to be delivered. */
    FAILS_TO_DELIVER(1130, "fails to deliver", true),
    /** Collateral paid for securities borrowed, by book and lender. */
    BORROW_COLLATERAL(1140, "securities borrowed, collateral paid", true),
    /** Securities owned, at cost, by book and instrument. */
    SECURITIES_OWNED(1200, "securities owned, at cost", true),
    /** From cost to closing price, by book and instrument; either side. */
    FAIR_VALUE(1210, "fair-value adjustment", true),
    /** Owed by a client for what is not settled. */
    CLIENT_RECEIVABLE(1300, "receivable from client, unsettled", true),
    /** Owed by a client beyond its free credit. */
    CLIENT_DEBIT(1310, "client debit", true),
    /** Dividends, claims and interest earned and not yet paid, by book. */
    CLAIMS_RECEIVABLE(1400, "dividend/claim receivable", true),
    /** Withholding tax to be had back. */
    TAX_RECOVERABLE(1410, "withholding tax recoverable", true),
    /** Penalties others owe the firm. */
    PENALTIES_RECEIVABLE(1420, "penalties receivable", true),
    /** What crosses from one currency into another, per currency and book; either side. */
    FX_POSITION(1900, "FX position", true),
    /** The FX position's worth in the base currency, by book; either side. */
    FX_REVALUATION(1910, "FX revaluation", true),
    /** Owed by and to the CCP or a broker for what is not settled. */
    STREET_CONTROL(2100, "CCP/broker unsettled control", false),
    /** Owed for what was bought and failed to arrive. */
    FAILS_TO_RECEIVE(2120, "fails to receive", false),
    /** Collateral received for securities lent, by book and borrower. */
    LOAN_COLLATERAL(2140, "securities loaned, collateral received", false),
    /** Proceeds of securities sold and not yet bought, by book and instrument. */
    SOLD_NOT_PURCHASED(2200, "securities sold, not yet purchased", false),
    /** Owed to a client for what is not settled. */
    CLIENT_PAYABLE(2300, "payable to client, unsettled", false),
    /** A client's money, free. */
    CLIENT_CREDIT(2310, "client free credit", false),
    /** Dividends and claims owed to a client. */
    CLIENT_CLAIMS(2320, "payable to client: dividends, claims", false),
    /** Exchange and clearing fees not yet paid. */
    EXCHANGE_FEES_PAYABLE(2400, "exchange/clearing fees payable", false),
    /** SEC section 31 fees not yet paid. */
    SECTION_31_PAYABLE(2410, "SEC section 31 payable", false),
    /** Trading activity fees not yet paid. */
    TAF_PAYABLE(2420, "TAF payable", false),
    /** Stamp duty reserve tax not yet paid. */
    SDRT_PAYABLE(2430, "SDRT payable", false),
    /** PTM levies not yet paid. */
    PTM_LEVY_PAYABLE(2440, "PTM levy payable", false),
    /** Penalties the firm owes. */
    PENALTIES_PAYABLE(2450, "penalties payable", false),
    /** Dividends and claims the firm owes, by book. */
    CLAIMS_PAYABLE(2460, "dividend/claim payable", false),
    /** Withholding tax not yet paid on. */
    TAX_PAYABLE(2470, "withholding tax payable", false),
    /** Interest and borrow fees not yet paid, by book. */
    INTEREST_PAYABLE(2480, "interest and borrow fees payable", false),
    /** What the firm's owners paid in. */
    CAPITAL(3000, "capital", false),
    /** What former years left over. */
    RETAINED_EARNINGS(3100, "retained earnings", false),
    /** What the owners took out. */
    DISTRIBUTIONS(3200, "distributions", true),
    /** Realised trading profit and loss, by book. */
    TRADING_RESULT(4100, "realised trading P&L", false),
    /** Trading profit and loss not yet realised, by book. */
    UNREALISED_RESULT(4110, "unrealised trading P&L", false),
    /** Gain or loss by currencies, by book. */
    FX_RESULT(4120, "FX gain/loss", false),
    /** Commission earned, by client account. */
    COMMISSION_INCOME(4200, "commission income", false),
    /** Dividends earned, by book. */
    DIVIDEND_INCOME(4300, "dividend income", false),
    /** Interest and lending fees earned, by book. */
    INTEREST_INCOME(4400, "interest and lending income", false),
    /** Exchange and clearing fees borne, by book. */
    EXCHANGE_EXPENSE(5300, "exchange/clearing expense", true),
    /** Regulatory fees borne, by book. */
    REGULATORY_FEES(5310, "regulatory fees", true),
    /** Settlement penalties borne, by book. */
    PENALTY_EXPENSE(5320, "settlement penalties", true),
    /** Dividends paid on what was short, by book. */
    DIVIDEND_EXPENSE(5330, "dividend expense (short)", true),
    /** Withholding tax that nobody gives back. */
    TAX_EXPENSE(5340, "irrecoverable withholding tax", true),
    /** Interest and borrow fees borne, by book. */
    INTEREST_EXPENSE(5350, "interest and borrow expense", true),
    /** Transaction taxes of the firm's own trades, by book. */
    TRANSACTION_TAXES(5360, "transaction taxes, own account", true),
    /** What banks charge. */
    BANK_CHARGES(5400, "bank charges", true),
    /** Errors, write-offs, differences. */
    DIFFERENCES(5900, "errors, write-offs, differences", true),
    /** Money seen on a statement and not yet explained. */
    SUSPENSE(9000, "suspense", true);

    private static final int FIRST_MONEY_NUMBER = 100;
    private static final int SECTION = 1000;
    private static final Chart[] BY_NUMBER = new Chart[SUSPENSE.number + 1];
    private static final Set<Chart> CONTROLLED = EnumSet.of(CLIENT_MONEY, FAILS_TO_DELIVER, SECURITIES_OWNED,
        FAIR_VALUE, CLIENT_RECEIVABLE, CLIENT_DEBIT, FX_POSITION, FX_REVALUATION, STREET_CONTROL, FAILS_TO_RECEIVE,
        SOLD_NOT_PURCHASED, CLIENT_PAYABLE, CLIENT_CREDIT, UNREALISED_RESULT);

    static {
        for (Chart chart : values()) {
            BY_NUMBER[chart.number] = chart;
        }
    }

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

    /** Whether it follows from other records (lots, obligations, clients' money): nobody posts to it by hand. */
    public boolean isControlled() {
        return number < FIRST_MONEY_NUMBER || CONTROLLED.contains(this);
    }

    /** Whether it is of the balance sheet: assets, liabilities, equity and suspense; the rest is result, or stock. */
    public boolean isOfBalanceSheet() {
        return number >= FIRST_MONEY_NUMBER && !isOfResult();
    }

    /** Whether it is income or expense. */
    public boolean isOfResult() {
        return number / SECTION == 4 || number / SECTION == 5;
    }

    /** The account of a number; null: the chart has none. */
    public static Chart find(int number) {
        return number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
    }

    /**
     * The account of a number.
     *
     * @throws IllegalArgumentException when the chart has none
     */
    public static Chart of(int number) {
        Chart found = find(number);
        if (found == null) {
            throw new IllegalArgumentException("the chart has no account " + number);
        }
        return found;
    }
}
