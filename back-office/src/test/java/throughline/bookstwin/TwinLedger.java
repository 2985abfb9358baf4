package throughline.bookstwin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import throughline.message.Capacity;

/** Balances by account, + debit, - credit. */
final class TwinLedger {
    private static final int FIRST_MONEY = 1000;

    private final Map<Key, BigDecimal> balances = new HashMap<>();

    /** Half up on the magnitude, to whole minor units. */
    static BigDecimal round(BigDecimal exact) {
        return exact.setScale(0, RoundingMode.HALF_UP);
    }

    void post(Key key, BigDecimal amount) {
        balances.merge(key, amount, BigDecimal::add);
    }

    BigDecimal balance(Key key) {
        return balances.getOrDefault(key, BigDecimal.ZERO);
    }

    /** Moves what is missing to a target from one account to another. */
    void toTarget(Key key, BigDecimal target, Key against) {
        BigDecimal more = target.subtract(balance(key));
        post(key, more);
        post(against, more.negate());
    }

    BigDecimal sum(Predicate<Key> which) {
        return balances.entrySet().stream().filter(entry -> which.test(entry.getKey())).map(Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Map<Key, Long> nonZero() {
        Map<Key, Long> nets = new HashMap<>();
        balances.forEach((key, amount) -> {
            if (amount.signum() != 0) {
                nets.put(key, amount.longValueExact());
            }
        });
        return nets;
    }

    /** In each currency and in each security all balances together are nothing. */
    boolean isEven() {
        Map<Integer, BigDecimal> sums = new HashMap<>();
        balances.forEach((key, amount) -> sums.merge(key.chart() < FIRST_MONEY ? -key.unit() : key.unit(), amount,
            BigDecimal::add));
        return sums.values().stream().allMatch(sum -> sum.signum() == 0);
    }

    static Key cash(int currency) {
        return new Key(1000, currency, 0, World.BANK, 0, Capacity.OWN);
    }

    static Key clientMoney(int currency) {
        return new Key(1010, currency, 0, World.BANK, 0, Capacity.CLIENT);
    }

    /** What the firm owes a client, or a client the firm: an account of the client's. */
    static Key ofClient(int chart, int currency, int account) {
        return new Key(chart, currency, account, World.account(account).party(), 0, Capacity.CLIENT);
    }

    static Key free(int currency, int account) {
        return ofClient(2310, currency, account);
    }

    /** An account against a CCP or broker. */
    static Key street(int chart, int unit, int account, int party) {
        return new Key(chart, unit, account, party, 0, capacity(account));
    }

    static Key owner(int instrument, int account) {
        return World.account(account).isClient() ? ofClient(20, instrument, account) : Key.of(10, instrument, account);
    }

    static Key depot(int instrument, int account) {
        return new Key(70, instrument, 0, World.CUSTODIAN, 0, capacity(account));
    }

    static Capacity capacity(int account) {
        return World.account(account).isClient() ? Capacity.CLIENT : Capacity.OWN;
    }
}
