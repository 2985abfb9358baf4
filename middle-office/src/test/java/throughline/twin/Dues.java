package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import throughline.message.CashStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.UnsettledStatedDecoder;
import throughline.reference.Scope;

/** What is executed and not settled, and what clients have at hand. Money in minor units of its currency. */
final class Dues {
    /** Of an account's instrument: earlier dates' as stated, and this date's. */
    private static final class Due {
        int account;
        int instrument;
        BigDecimal unsettled = BigDecimal.ZERO;
        BigDecimal client = BigDecimal.ZERO;
        BigDecimal executed = BigDecimal.ZERO;
        BigDecimal today = BigDecimal.ZERO;
    }

    private final Firm firm;
    private final Books books;
    private final Map<Long, Due> dues = new TreeMap<>();
    private final Map<Long, BigDecimal> cash = new HashMap<>();

    Dues(Firm firm, Books books) {
        this.firm = firm;
        this.books = books;
    }

    private Due due(int account, int instrument) {
        Due due = dues.computeIfAbsent(Scope.pair(account, instrument), k -> new Due());
        due.account = account;
        due.instrument = instrument;
        return due;
    }

    void unsettled(JournalRecord record) {
        UnsettledStatedDecoder d = new UnsettledStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Due due = due(d.accountId(), d.instrumentId());
        due.unsettled = BigDecimal.valueOf(d.boughtMinor()).add(BigDecimal.valueOf(d.soldMinor()));
        due.client = BigDecimal.valueOf(d.clientSoldMinor()).subtract(BigDecimal.valueOf(d.clientBoughtMinor()));
    }

    void cash(JournalRecord record) {
        CashStatedDecoder d = new CashStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        cash.put(key(d.accountId(), d.currency()), BigDecimal.valueOf(d.amountMinor()));
    }

    private static long key(int account, int currency) {
        return (long) account << 32 | currency;
    }

    /** Bought (above 0) or sold, or taken back when {@code undone}. */
    void execute(int account, int instrument, boolean bought, BigDecimal quantity, BigDecimal price, BigDecimal fees,
        boolean undone) {
        Due due = due(account, instrument);
        BigDecimal amount =
            Firm.minor(firm.instruments.get(instrument), quantity, price, RoundingMode.HALF_UP);
        BigDecimal signed = undone ? amount.negate() : amount;
        due.executed = due.executed.add(signed);
        due.today = (bought ? due.today.subtract(signed) : due.today.add(signed)).subtract(fees);
    }

    /** The back's statements for the new date have replaced what was executed before. */
    void dayOpened() {
        dues.values().forEach(d -> {
            d.executed = BigDecimal.ZERO;
            d.today = BigDecimal.ZERO;
        });
    }

    /** Executed, unsettled, held and some more in a scope, in the base currency; rounded up once by currency. */
    BigDecimal used(long scope, Hold without, int currency, BigDecimal more) {
        Map<Integer, BigDecimal> sums = new TreeMap<>(Map.of(currency, more));
        for (Due d : dues.values()) {
            if (isIn(scope, d.account, d.instrument)) {
                sums.merge(firm.instruments.get(d.instrument).currency(), d.unsettled.add(d.executed),
                    BigDecimal::add);
            }
        }
        for (Hold h : books.holds.values()) {
            if (h != without && books.isIn(scope, h)) {
                sums.merge(firm.instruments.get(h.asked.instrument()).currency(), h.valueHeld(), BigDecimal::add);
            }
        }
        return toBase(sums);
    }

    /** Held for working orders of a scope, in the base currency; rounded up once by currency. */
    BigDecimal held(long scope) {
        Map<Integer, BigDecimal> sums = new TreeMap<>();
        for (Hold h : books.holds.values()) {
            if (books.isIn(scope, h)) {
                sums.merge(firm.instruments.get(h.asked.instrument()).currency(), h.valueHeld(), BigDecimal::add);
            }
        }
        return toBase(sums);
    }

    private BigDecimal toBase(Map<Integer, BigDecimal> sums) {
        BigDecimal base = BigDecimal.ZERO;
        for (Map.Entry<Integer, BigDecimal> sum : sums.entrySet()) {
            base = base.add(firm.toBase(sum.getValue(), sum.getKey()));
        }
        return base;
    }

    private boolean isIn(long scope, int account, int instrument) {
        Firm.Account of = firm.accounts.get(account);
        return switch (Scope.kind(scope)) {
            case FIRM -> true;
            case CLIENT -> of.isClient() && of.party() == Scope.id(scope);
            case SECTOR -> firm.instruments.get(instrument).sectorId() == Scope.id(scope);
            default -> false;
        };
    }

    /** What a client may still spend in a currency. */
    BigDecimal atHand(int account, int currency, Hold without) {
        BigDecimal sum = cash.getOrDefault(key(account, currency), BigDecimal.ZERO);
        for (Due d : dues.values()) {
            if (d.account == account && firm.instruments.get(d.instrument).currency() == currency) {
                sum = sum.add(d.client).add(d.today);
            }
        }
        for (Hold h : books.holds.values()) {
            if (h != without && h.asked.account() == account
                && firm.instruments.get(h.asked.instrument()).currency() == currency) {
                sum = sum.subtract(h.buys() ? h.valueHeld() : BigDecimal.ZERO).subtract(h.feesHeld());
            }
        }
        return sum;
    }
}
