package throughline.limit;

import throughline.reference.Measure;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Where the business day stands, and what the machine remembers besides its tables: the last time it used, the work
 * that is left, the alarm last raised. Dates are epoch days, times epoch nanoseconds. One thread.
 */
public final class RiskDay implements State {
    /** ISO 4217 number of the firm's currency unless the configuration names another: the US dollar. */
    private static final int DEFAULT_CURRENCY = 840;
    private static final String CURRENCY_KEY = "currency=";

    private long currency = DEFAULT_CURRENCY;
    /** Follows from the currency. */
    private long moneyUnit = unitOf(DEFAULT_CURRENCY);
    private long sessionDate;
    private long sessionOpen;
    private long openDate;
    private long openSeq;
    private long riskOpen;
    private long everClosed;
    private long limitsImported;
    private long lastTimeNs;
    private long workSeq;
    private long workWhen;
    private long differedOrders;
    private long differedLeaves;

    /** Takes from an office's configuration what it says of the firm's currency (ISO 4217 numeric). */
    public void configure(String configuration) {
        currency = configuration.lines().filter(line -> line.startsWith(CURRENCY_KEY))
            .mapToLong(line -> Long.parseLong(line.substring(CURRENCY_KEY.length()).strip()))
            .findFirst().orElse(DEFAULT_CURRENCY);
        moneyUnit = unitOf(currency);
    }

    private static long unitOf(long currency) {
        return Money.powerOfTen(Measure.MONEY_DECIMALS - Money.scale((int) currency));
    }

    /** A record of that time was read or written: no decision goes by an earlier one. */
    public void used(long timeNs) {
        lastTimeNs = Math.max(lastTimeNs, timeNs);
    }

    /** The front's session of a date opened. */
    public void sessionOpened(int date) {
        sessionDate = date;
        sessionOpen = 1;
    }

    /** The front's session closed. */
    public void sessionClosed() {
        sessionOpen = 0;
    }

    /** Risk opened a date, by the own record of that seq. */
    public void opened(int date, long seq) {
        openDate = date;
        openSeq = seq;
        riskOpen = 1;
    }

    /** Risk closed its date. */
    public void closed() {
        riskOpen = 0;
        everClosed = 1;
    }

    /** The one import of limits ended. */
    public void importEnded() {
        limitsImported = 1;
    }

    /** Work is left that an own record names: limits that change at that moment. */
    public void workNamed(long seq, long when) {
        workSeq = seq;
        workWhen = when;
    }

    /** Nothing of the work named is left. */
    public void workDone() {
        workSeq = 0;
    }

    /** The alarm last raised was of that difference; 0 and 0: all agreed since. */
    public void differed(long orders, long leaves) {
        differedOrders = orders;
        differedLeaves = leaves;
    }

    /** Whether the alarm last raised was of that difference. */
    public boolean hasDiffered(long orders, long leaves) {
        return differedOrders == orders && differedLeaves == leaves;
    }

    /** ISO 4217 number of the currency values are compared in. */
    public int currency() {
        return (int) currency;
    }

    /** How many units of a bound in money a minor unit of the base currency is. */
    public long moneyUnit() {
        return moneyUnit;
    }

    /** Business date of the front's last session. */
    public int sessionDate() {
        return (int) sessionDate;
    }

    /** Whether the front's session is open and the middle's day of that date is not yet. */
    public boolean isToOpen() {
        return sessionOpen != 0 && limitsImported != 0 && !isOpen((int) sessionDate);
    }

    /** Whether the front's session is open. */
    public boolean isSessionOpen() {
        return sessionOpen != 0;
    }

    /** Seq of the record that opened the day last opened; 0: none. */
    public long openSeq() {
        return openSeq;
    }

    /** Whether risk has opened that business date and not closed it. */
    public boolean isOpen(int date) {
        return riskOpen != 0 && openDate == date;
    }

    /** Business date last opened; 0: none. */
    public int openDate() {
        return (int) openDate;
    }

    /** Whether risk has opened a date and not closed it. */
    public boolean isOpen() {
        return riskOpen != 0;
    }

    /** Whether risk has closed a date: the first is over. */
    public boolean hasClosed() {
        return everClosed != 0;
    }

    /** Whether the front has opened its first session. */
    public boolean hasSession() {
        return sessionDate != 0;
    }

    /** Whether the one import of limits has ended. */
    public boolean isImported() {
        return limitsImported != 0;
    }

    /** The time decisions go by, epoch nanoseconds. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Seq of the own record that names the work that is left; 0: none. */
    public long workSeq() {
        return workSeq;
    }

    /** What that work is about: the moment of the limits that change. */
    public long workWhen() {
        return workWhen;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(currency);
        sink.putLong(sessionDate);
        sink.putLong(sessionOpen);
        sink.putLong(openDate);
        sink.putLong(openSeq);
        sink.putLong(riskOpen);
        sink.putLong(everClosed);
        sink.putLong(limitsImported);
        sink.putLong(lastTimeNs);
        sink.putLong(workSeq);
        sink.putLong(workWhen);
        sink.putLong(differedOrders);
        sink.putLong(differedLeaves);
    }

    @Override
    public void load(StateSource source) {
        currency = source.getLong();
        moneyUnit = unitOf(currency);
        sessionDate = source.getLong();
        sessionOpen = source.getLong();
        openDate = source.getLong();
        openSeq = source.getLong();
        riskOpen = source.getLong();
        everClosed = source.getLong();
        limitsImported = source.getLong();
        lastTimeNs = source.getLong();
        workSeq = source.getLong();
        workWhen = source.getLong();
        differedOrders = source.getLong();
        differedLeaves = source.getLong();
    }
}
