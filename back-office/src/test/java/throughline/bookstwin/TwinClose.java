package throughline.bookstwin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import throughline.message.Capacity;
import throughline.message.ExceptionCode;

/** What a close posts: marks, the worth of foreign currency, the sweep of clients' money. */
final class TwinClose {
    private static final BigDecimal E8 = BigDecimal.TEN.pow(8);
    private static final List<Integer> CURRENCIES = List.of(World.USD, World.EUR);

    private final TwinBooks books;
    private final TwinLedger ledger;
    private int sweptByTheFirm;

    TwinClose(TwinBooks books) {
        this.books = books;
        ledger = books.ledger;
    }

    /** Begins the close at prices by instrument and rates by currency, both x 10^-8; a price of 0 is none. */
    void begin(Map<Integer, Long> prices, Map<Integer, Long> rates) {
        books.settlement.settleWaiting();
        books.accruals.close(books.date());
        for (World.Account account : World.ACCOUNTS) {
            World.PAPERS.stream().filter(paper -> !account.isClient()).forEach(paper -> mark(account.id(), paper,
                BigDecimal.valueOf(prices.getOrDefault(paper.id(), 0L))));
            revalue(account.id(), rates);
        }
    }

    /** Ends the close, after what the custodian said in the midst of it. */
    void end() {
        books.settlement.settleWaiting();
        CURRENCIES.forEach(this::sweep);
    }

    /** A position that nobody prices keeps its mark. */
    private void mark(int account, World.Paper paper, BigDecimal priceE8) {
        BigDecimal held = books.lots.held(account, paper.id());
        if (held.signum() != 0 && priceE8.signum() == 0) {
            return;
        }
        BigDecimal worth = TwinBooks.worth(paper.id(), held, priceE8);
        BigDecimal cost = ledger.balance(byPaper(1200, account, paper)).add(ledger.balance(byPaper(2200, account,
            paper)));
        ledger.toTarget(byPaper(1210, account, paper), worth.subtract(cost),
            Key.of(4110, paper.currency(), account));
    }

    private static Key byPaper(int chart, int account, World.Paper paper) {
        return new Key(chart, paper.currency(), account, 0, paper.id(), Capacity.OWN);
    }

    private void revalue(int account, Map<Integer, Long> rates) {
        BigDecimal worth = BigDecimal.ZERO;
        for (int currency : CURRENCIES) {
            BigDecimal position = ledger.balance(Key.of(1900, currency, account));
            long rateE8 = currency == World.USD ? 1_0000_0000L : rates.getOrDefault(currency, 0L);
            if (position.signum() != 0 && rateE8 == 0) {
                return;
            }
            worth = worth.add(position.multiply(BigDecimal.valueOf(rateE8)));
        }
        ledger.toTarget(Key.of(1910, World.USD, account), TwinLedger.round(worth.divide(E8)).negate(),
            Key.of(4120, World.USD, account));
    }

    private void sweep(int currency) {
        BigDecimal excess = ledger.balance(TwinLedger.clientMoney(currency))
            .add(ledger.sum(key -> key.chart() == 2310 && key.unit() == currency));
        ledger.post(TwinLedger.clientMoney(currency), excess.negate());
        ledger.post(TwinLedger.cash(currency), excess);
        if (excess.signum() < 0) {
            books.exceptions.add(ExceptionCode.NONE);
            sweptByTheFirm++;
        }
    }

    /** Currencies and days the firm paid for its clients. */
    int sweptByTheFirm() {
        return sweptByTheFirm;
    }
}
