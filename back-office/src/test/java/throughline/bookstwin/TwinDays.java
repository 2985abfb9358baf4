package throughline.bookstwin;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import throughline.firm.Refusal;

/** The business days with their seals and sign-offs, what people proposed and who resolved what. */
final class TwinDays {
    /** A closed day, and how many exceptions and proposals there were at its seal. */
    private static final class Day {
        private final int date;
        private int exceptions;
        private int proposals;
        private boolean signedOff;

        private Day(int date) {
            this.date = date;
        }
    }

    private final List<Day> days = new ArrayList<>();
    private final TreeSet<Integer> undecided = new TreeSet<>();
    private final TreeSet<Integer> unresolved = new TreeSet<>();
    private int proposals;
    private int exceptions;
    private int reopened;

    /** Somebody proposes; gives its number. */
    int proposed() {
        undecided.add(proposals);
        return proposals++;
    }

    void decided(int proposal) {
        undecided.remove(proposal);
    }

    /** So many exceptions were raised so far. */
    void raised(int count) {
        IntStream.range(exceptions, count).forEach(unresolved::add);
        exceptions = count;
    }

    /** Somebody sees to exceptions; they are numbered from 0. */
    void resolve(IntPredicate sees) {
        unresolved.removeIf(sees::test);
    }

    void closed(int date) {
        days.add(new Day(date));
        seal(date);
    }

    private void seal(int date) {
        Day day = day(date);
        day.exceptions = exceptions;
        day.proposals = proposals;
    }

    private Day day(int date) {
        return days.stream().filter(day -> day.date == date).findFirst().orElseThrow();
    }

    /** The day closed last; 0: none yet. */
    int lastClosed() {
        return days.isEmpty() ? 0 : days.get(days.size() - 1).date;
    }

    /** The day that was reopened; 0: none. */
    int reopened() {
        return reopened;
    }

    void reopen(int date) {
        reopened = date;
        day(date).signedOff = false;
    }

    void reseal() {
        seal(reopened);
        reopened = 0;
    }

    /** The first day that nobody answers for; 0: none. */
    int firstUnsigned() {
        return days.stream().filter(day -> !day.signedOff).mapToInt(day -> day.date).findFirst().orElse(0);
    }

    /** Signs off a day, or says why not. */
    Refusal signOff(int date) {
        Day day = day(date);
        if (day.signedOff) {
            return Refusal.ALREADY_DONE;
        }
        int at = days.indexOf(day);
        boolean inOrder = date != reopened && (at == 0 || days.get(at - 1).signedOff)
            && unresolved.headSet(day.exceptions).isEmpty() && undecided.headSet(day.proposals).isEmpty();
        day.signedOff = inOrder;
        return inOrder ? Refusal.NONE : Refusal.NOT_IN_ORDER;
    }
}
