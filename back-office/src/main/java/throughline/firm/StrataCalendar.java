package throughline.firm;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.date.HolidayCalendar;
import com.opengamma.strata.basics.date.HolidayCalendarIds;
import java.time.LocalDate;
import java.util.BitSet;

/**
 * Holidays from Strata, read once when it is made: US business days are NYSE's, US settlement days those on which
 * neither NYSE nor the Fed is closed. For the UK, the euro area and Switzerland Strata knows the banks' calendars only,
 * and those stand in for the exchanges' and depositories'. Cycles are dated: US T+1 from 2024-05-28, the others from
 * 2027-10-11, T+2 before.
 */
public final class StrataCalendar implements Calendar {
    private static final int FIRST = (int) LocalDate.of(1990, 1, 1).toEpochDay();
    private static final int LAST = (int) LocalDate.of(2099, 12, 31).toEpochDay();
    private static final int US_T1_FROM = (int) LocalDate.of(2024, 5, 28).toEpochDay();
    private static final int EUROPE_T1_FROM = (int) LocalDate.of(2027, 10, 11).toEpochDay();
    private static final int USD = 840;
    private static final int GBP = 826;
    private static final int EUR = 978;
    private static final int CHF = 756;

    private final BitSet businessDays;
    private final Market us;
    private final Market uk;
    private final Market euroArea;
    private final Market switzerland;

    private record Market(BitSet settlementDays, int t1From) {
    }

    /** Reads Strata's calendars. */
    public StrataCalendar() {
        ReferenceData reference = ReferenceData.standard();
        HolidayCalendar exchange = reference.getValue(HolidayCalendarIds.NYSE);
        businessDays = days(exchange);
        us = new Market(days(exchange.combinedWith(reference.getValue(HolidayCalendarIds.NYFD))), US_T1_FROM);
        uk = new Market(days(reference.getValue(HolidayCalendarIds.GBLO)), EUROPE_T1_FROM);
        euroArea = new Market(days(reference.getValue(HolidayCalendarIds.EUTA)), EUROPE_T1_FROM);
        switzerland = new Market(days(reference.getValue(HolidayCalendarIds.CHZU)), EUROPE_T1_FROM);
    }

    private static BitSet days(HolidayCalendar calendar) {
        BitSet days = new BitSet(LAST - FIRST + 1);
        for (int date = FIRST; date <= LAST; date++) {
            days.set(date - FIRST, calendar.isBusinessDay(LocalDate.ofEpochDay(date)));
        }
        return days;
    }

    @Override
    public boolean isBusinessDate(int date) {
        return date >= FIRST && date <= LAST && businessDays.get(date - FIRST);
    }

    @Override
    public int nextBusinessDate(int date) {
        return after(businessDays, date);
    }

    private static int after(BitSet days, int date) {
        int next = date < FIRST ? -1 : days.nextSetBit(date + 1 - FIRST);
        if (next < 0) {
            throw new IllegalArgumentException("the calendar does not reach beyond day " + date);
        }
        return FIRST + next;
    }

    @Override
    public int settlementDate(int currency, int tradeDate) {
        Market market = market(currency);
        if (market == null || tradeDate < FIRST || tradeDate > LAST) {
            return NONE;
        }
        return settlementDaysAfter(currency, tradeDate, tradeDate >= market.t1From() ? 1 : 2);
    }

    @Override
    public int settlementDaysAfter(int currency, int date, int days) {
        Market market = market(currency);
        int day = date;
        for (int counted = 0; counted < days; counted++) {
            day = after(market.settlementDays(), day);
        }
        return day;
    }

    private Market market(int currency) {
        return switch (currency) {
            case USD -> us;
            case GBP -> uk;
            case EUR -> euroArea;
            case CHF -> switzerland;
            default -> null;
        };
    }
}
