package throughline.back;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The same books kept plainly: decimals, maps and lists of objects, and the accounts straight from the book. Shares no
 * code with the ledger. Amounts are in cents.
 */
final class NaiveBooks {
    /** An order's trades of a day, and how far they have settled. */
    static final class Owed {
        final long order;
        final int account;
        final boolean buys;
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal client = BigDecimal.ZERO;
        BigDecimal settled = BigDecimal.ZERO;
        BigDecimal settledAmount = BigDecimal.ZERO;
        BigDecimal clientSettled = BigDecimal.ZERO;
        boolean failing;
        final BigDecimal[] charged = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};

        Owed(long order, int account, boolean buys) {
            this.order = order;
            this.account = account;
            this.buys = buys;
        }

        BigDecimal openQuantity() {
            return quantity.subtract(settled);
        }

        BigDecimal openAmount() {
            return amount.subtract(settledAmount);
        }

        BigDecimal due() {
            return quantity.signum() == 0 ? BigDecimal.ZERO
                : client.multiply(settled).divide(quantity, 0, RoundingMode.HALF_UP).subtract(clientSettled);
        }
    }

    /** One of a book's trades of the day. */
    private record Deal(long execution, boolean buys, BigDecimal quantity, BigDecimal value) {
    }

    /** A book's day: what it held in the morning, its trades since, and what these have posted. */
    private static final class Day {
        private final Deque<Lot> morning;
        private final List<Deal> deals = new ArrayList<>();
        private BigDecimal owned = BigDecimal.ZERO;
        private BigDecimal sold = BigDecimal.ZERO;
        private BigDecimal result = BigDecimal.ZERO;

        private Day(Deque<Lot> morning) {
            this.morning = morning;
        }
    }

    /** What is left of a purchase, or of a short sale when the quantity is below zero. */
    private record Lot(BigDecimal quantity, BigDecimal value) {
    }

    private final Map<Integer, BigDecimal> balances = new TreeMap<>();
    private final Map<Long, Owed> owed = new LinkedHashMap<>();
    private final Map<Long, Owed> waiting = new TreeMap<>();
    private final Map<Integer, Deque<Lot>> lots = new HashMap<>();
    private final Map<Integer, Day> days = new HashMap<>();
    private final Map<Integer, BigDecimal> free = new HashMap<>();

    Map<Long, Owed> owed() {
        return owed;
    }

    private void post(int chart, BigDecimal amount) {
        balances.merge(chart, amount, BigDecimal::add);
    }

    Map<Integer, Long> balances() {
        Map<Integer, Long> nets = new TreeMap<>();
        balances.forEach((chart, amount) -> {
            if (amount.signum() != 0) {
                nets.put(chart, amount.longValueExact());
            }
        });
        return nets;
    }

    void cash(int account, boolean client, long cents) {
        BigDecimal amount = BigDecimal.valueOf(cents);
        post(client ? 1010 : 1000, amount);
        post(client ? 2310 : 3000, amount.negate());
        if (client) {
            free.merge(account, amount, BigDecimal::add);
        }
    }

    void trade(long execution, long order, int account, boolean client, boolean average, boolean buys, long shares,
        long cents) {
        Owed all = owed.computeIfAbsent(order, any -> new Owed(order, account, buys));
        BigDecimal quantity = BigDecimal.valueOf(shares);
        BigDecimal value = quantity.multiply(BigDecimal.valueOf(cents));
        all.quantity = all.quantity.add(quantity);
        all.amount = all.amount.add(value);
        BigDecimal fees = charge(all, client);
        BigDecimal signed = buys ? quantity : quantity.negate();
        post(2100, buys ? value.negate() : value);
        post(client ? 20 : 10, signed);
        post(buys ? 50 : 51, signed.negate());
        if (client) {
            BigDecimal net = buys ? value.add(fees) : value.subtract(fees);
            all.client = all.client.add(net);
            post(buys ? 1300 : 2300, buys ? net : net.negate());
        } else {
            day(account).deals.add(new Deal(execution, buys, quantity, value));
            own(account, average);
        }
    }

    /** An execution never was. */
    void bust(long execution, long order, boolean client, boolean average, long shares, long cents) {
        Owed all = owed.get(order);
        BigDecimal quantity = BigDecimal.valueOf(shares);
        BigDecimal value = quantity.multiply(BigDecimal.valueOf(cents));
        all.quantity = all.quantity.subtract(quantity);
        all.amount = all.amount.subtract(value);
        BigDecimal fees = charge(all, client);
        BigDecimal signed = all.buys ? quantity : quantity.negate();
        post(2100, all.buys ? value : value.negate());
        post(client ? 20 : 10, signed.negate());
        post(all.buys ? 50 : 51, signed);
        if (client) {
            BigDecimal net = all.buys ? fees.subtract(value) : value.add(fees).negate();
            all.client = all.client.add(net);
            post(all.buys ? 1300 : 2300, all.buys ? net : net.negate());
        } else {
            day(all.account).deals.removeIf(deal -> deal.execution() == execution);
            own(all.account, average);
        }
    }

    private Day day(int account) {
        return days.computeIfAbsent(account,
            any -> new Day(new ArrayDeque<>(lots.getOrDefault(account, new ArrayDeque<>()))));
    }

    /** Makes a book's day anew from its morning, and posts by how much it differs from what was posted. */
    private void own(int account, boolean average) {
        Day day = day(account);
        lots.put(account, new ArrayDeque<>(day.morning));
        BigDecimal owned = day.owned;
        BigDecimal sold = day.sold;
        BigDecimal result = day.result;
        day.owned = BigDecimal.ZERO;
        day.sold = BigDecimal.ZERO;
        day.result = BigDecimal.ZERO;
        day.deals.forEach(deal -> own(day, account, average, deal.buys(), deal.quantity(), deal.value()));
        post(1200, day.owned.subtract(owned));
        post(2200, day.sold.subtract(sold));
        post(4100, day.result.subtract(result));
    }

    private BigDecimal charge(Owed all, boolean client) {
        BigDecimal[] target = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        if (client) {
            target[0] = all.quantity.signum() == 0 ? BigDecimal.ZERO : all.quantity.max(BigDecimal.valueOf(100));
        } else {
            target[1] = all.quantity.multiply(new BigDecimal("0.3")).setScale(0, RoundingMode.HALF_UP);
        }
        if (!all.buys) {
            target[2] = all.amount.multiply(new BigDecimal("0.0000206")).setScale(0, RoundingMode.UP);
            target[3] = all.quantity.multiply(new BigDecimal("0.0195")).setScale(0, RoundingMode.UP)
                .min(BigDecimal.valueOf(979));
        }
        BigDecimal sum = BigDecimal.ZERO;
        int[] payable = {4200, 2400, 2410, 2420};
        for (int i = 0; i < target.length; i++) {
            BigDecimal more = target[i].subtract(all.charged[i]);
            all.charged[i] = target[i];
            post(payable[i], more.negate());
            sum = sum.add(more);
            if (!client) {
                post(i == 1 ? 5300 : 5310, more);
            }
        }
        return sum;
    }

    private void own(Day day, int account, boolean average, boolean buys, BigDecimal quantity, BigDecimal value) {
        Deque<Lot> held = lots.get(account);
        BigDecimal sign = buys ? BigDecimal.ONE : BigDecimal.ONE.negate();
        BigDecimal left = quantity;
        BigDecimal relieved = BigDecimal.ZERO;
        while (left.signum() > 0 && !held.isEmpty() && held.peek().quantity().signum() == -sign.signum()) {
            Lot lot = held.poll();
            BigDecimal part = left.min(lot.quantity().abs());
            BigDecimal share = lot.value().multiply(part).divide(lot.quantity().abs(), 0, RoundingMode.HALF_UP);
            if (part.compareTo(lot.quantity().abs()) < 0) {
                held.addFirst(new Lot(lot.quantity().add(part.multiply(sign)), lot.value().subtract(share)));
            }
            relieved = relieved.add(share);
            left = left.subtract(part);
        }
        BigDecimal closing = value.multiply(quantity.subtract(left)).divide(quantity, 0, RoundingMode.HALF_UP);
        BigDecimal opening = value.subtract(closing);
        if (left.signum() > 0) {
            Lot more = new Lot(left.multiply(sign), opening);
            Lot only = average && !held.isEmpty() ? held.poll() : new Lot(BigDecimal.ZERO, BigDecimal.ZERO);
            held.add(new Lot(only.quantity().add(more.quantity()), only.value().add(more.value())));
        }
        day.owned = day.owned.add(buys ? opening : relieved.negate());
        day.sold = day.sold.add(buys ? relieved : opening.negate());
        day.result = day.result.add(buys ? closing.subtract(relieved) : relieved.subtract(closing));
    }

    void fail(long order) {
        Owed one = owed.get(order);
        if (one.failing || one.openQuantity().signum() == 0) {
            return;
        }
        one.failing = true;
        BigDecimal money = one.buys ? one.openAmount() : one.openAmount().negate();
        BigDecimal stock = one.buys ? one.openQuantity() : one.openQuantity().negate();
        post(2100, money);
        post(one.buys ? 2120 : 1130, money.negate());
        post(one.buys ? 50 : 51, stock);
        post(one.buys ? 60 : 61, stock.negate());
    }

    void confirm(long order, boolean client, long shares, long cents) {
        Owed one = owed.get(order);
        BigDecimal quantity = BigDecimal.valueOf(shares);
        BigDecimal amount = BigDecimal.valueOf(cents);
        BigDecimal money = one.buys ? amount : amount.negate();
        BigDecimal stock = one.buys ? quantity : quantity.negate();
        post(!one.failing ? 2100 : one.buys ? 2120 : 1130, money);
        post(client ? 1010 : 1000, money.negate());
        post(one.buys ? one.failing ? 60 : 50 : one.failing ? 61 : 51, stock);
        post(70, stock.negate());
        one.settled = one.settled.add(quantity);
        one.settledAmount = one.settledAmount.add(amount);
        waiting.put(order, one);
        if (client && leg(one).signum() > 0) {
            waiting.values().stream().filter(other -> other != one && other.account == one.account)
                .forEach(this::leg);
        }
        waiting.values().removeIf(other -> other.due().signum() == 0);
    }

    /** Settles what it can of a client's leg and gives what it credits the client. */
    private BigDecimal leg(Owed one) {
        BigDecimal due = one.due();
        BigDecimal has = free.getOrDefault(one.account, BigDecimal.ZERO);
        BigDecimal credit = (one.buys ? due.negate() : due).max(has.max(BigDecimal.ZERO).negate());
        one.clientSettled = one.clientSettled.add(one.buys ? credit.negate() : credit);
        free.merge(one.account, credit, BigDecimal::add);
        post(2310, credit.negate());
        post(one.buys ? 1300 : 2300, credit);
        return credit;
    }

    void closeDay() {
        days.clear();
        BigDecimal excess = balances.getOrDefault(1010, BigDecimal.ZERO)
            .add(balances.getOrDefault(2310, BigDecimal.ZERO));
        post(1010, excess.negate());
        post(1000, excess);
    }
}
