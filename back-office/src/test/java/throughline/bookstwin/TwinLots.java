package throughline.bookstwin;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.message.Capacity;
import throughline.message.CostMethod;

/**
 * Lots of own books, at total cost. A book's day is made anew from its morning whenever one of its trades changes; what
 * differs from what was posted is posted.
 */
final class TwinLots {
    /** What moved a book's holding in a day; of a movement its account against, and no value: it goes at cost. */
    record Deal(long id, boolean in, BigDecimal quantity, BigDecimal value, int against) {
    }

    /** What is left of a purchase, or of a short sale when the quantity is below zero. */
    private record Lot(BigDecimal quantity, BigDecimal value) {
    }

    private record Book(int account, int instrument) {
    }

    /** A book's day: its morning, what moved since, and what these have posted by account. */
    private static final class Day {
        private final Deque<Lot> morning;
        private final List<Deal> deals = new ArrayList<>();
        private Map<Key, BigDecimal> posted = new HashMap<>();

        private Day(Deque<Lot> morning) {
            this.morning = morning;
        }
    }

    private final TwinLedger ledger;
    private final Map<Book, Deque<Lot>> lots = new HashMap<>();
    private final Map<Book, Day> days = new HashMap<>();

    TwinLots(TwinLedger ledger) {
        this.ledger = ledger;
    }

    void add(int account, int instrument, Deal deal) {
        Book book = new Book(account, instrument);
        day(book).deals.add(deal);
        anew(book);
    }

    /** It was otherwise, in its place or at the end; null: it never was. */
    void replace(int account, int instrument, long id, Deal with) {
        Book book = new Book(account, instrument);
        day(book).deals.removeIf(deal -> deal.id() == id);
        if (with != null) {
            day(book).deals.add(with);
        }
        anew(book);
    }

    /** What it holds; below zero: short. */
    BigDecimal held(int account, int instrument) {
        return lots.getOrDefault(new Book(account, instrument), new ArrayDeque<>()).stream().map(Lot::quantity)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void closeDay() {
        days.clear();
    }

    private Day day(Book book) {
        return days.computeIfAbsent(book, any -> new Day(new ArrayDeque<>(lots.getOrDefault(book,
            new ArrayDeque<>()))));
    }

    private void anew(Book book) {
        Day day = day(book);
        lots.put(book, new ArrayDeque<>(day.morning));
        Map<Key, BigDecimal> posted = new HashMap<>();
        day.deals.forEach(deal -> deal(book, deal, posted));
        posted.forEach(ledger::post);
        day.posted.forEach((key, amount) -> ledger.post(key, amount.negate()));
        day.posted = posted;
    }

    private void deal(Book book, Deal deal, Map<Key, BigDecimal> posted) {
        Deque<Lot> held = lots.get(book);
        BigDecimal sign = deal.in() ? BigDecimal.ONE : BigDecimal.ONE.negate();
        BigDecimal left = deal.quantity();
        BigDecimal relieved = BigDecimal.ZERO;
        while (left.signum() > 0 && !held.isEmpty() && held.peek().quantity().signum() == -sign.signum()) {
            Lot lot = held.poll();
            BigDecimal part = left.min(lot.quantity().abs());
            BigDecimal share = TwinBooks.share(lot.value(), part, lot.quantity().abs());
            if (part.compareTo(lot.quantity().abs()) < 0) {
                held.addFirst(new Lot(lot.quantity().add(part.multiply(sign)), lot.value().subtract(share)));
            }
            relieved = relieved.add(share);
            left = left.subtract(part);
        }
        BigDecimal value = deal.value() == null ? relieved : deal.value();
        BigDecimal closing = deal.value() == null ? relieved
            : TwinBooks.share(value, deal.quantity().subtract(left), deal.quantity());
        BigDecimal opening = value.subtract(closing);
        if (left.signum() > 0) {
            boolean one = World.account(book.account()).method() == CostMethod.AVERAGE && !held.isEmpty();
            Lot only = one ? held.poll() : new Lot(BigDecimal.ZERO, BigDecimal.ZERO);
            held.add(new Lot(only.quantity().add(left.multiply(sign)), only.value().add(opening)));
        }
        post(posted, book, 1200, deal.in() ? opening : relieved.negate());
        post(posted, book, 2200, deal.in() ? relieved : opening.negate());
        BigDecimal result = deal.in() ? closing.subtract(relieved) : relieved.subtract(closing);
        int currency = World.paper(book.instrument()).currency();
        posted.merge(Key.of(4100, currency, book.account()), result, BigDecimal::add);
        if (deal.against() != 0) {
            posted.merge(Key.of(deal.against(), currency, book.account()), deal.in() ? value.negate() : value,
                BigDecimal::add);
        }
    }

    private static void post(Map<Key, BigDecimal> posted, Book book, int chart, BigDecimal amount) {
        int currency = World.paper(book.instrument()).currency();
        posted.merge(new Key(chart, currency, book.account(), 0, book.instrument(), Capacity.OWN),
            amount, BigDecimal::add);
    }
}
