package throughline.bookstwin;

import static throughline.bookstwin.TwinLedger.cash;
import static throughline.bookstwin.TwinLedger.clientMoney;
import static throughline.bookstwin.TwinLedger.depot;
import static throughline.bookstwin.TwinLedger.free;
import static throughline.bookstwin.TwinLedger.ofClient;
import static throughline.bookstwin.TwinLedger.street;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.message.ExceptionCode;
import throughline.office.Outcome;

/** Confirmations and fails: the street's leg as it is confirmed, the client's as far as its money goes. */
final class TwinSettlement {
    private final TwinLedger ledger;
    private final List<ExceptionCode> exceptions;
    private final TwinMessages messages = new TwinMessages();
    private final Map<Long, Owed> known = new HashMap<>();
    private final Map<Key, Map<Long, Owed>> waiting = new HashMap<>();

    TwinSettlement(TwinLedger ledger, List<ExceptionCode> exceptions) {
        this.ledger = ledger;
        this.exceptions = exceptions;
    }

    /** An instruction was sent. */
    void instructed(Owed one) {
        known.put(one.instruction, one);
    }

    /** Whether something of an instruction may still come; one that has settled leaves in the end. */
    boolean knows(long instruction) {
        return known.containsKey(instruction);
    }

    /** Takes up a confirmation. */
    Outcome confirm(long instruction, long quantity, long amount, String reference) {
        Outcome heard = messages.hear(instruction, reference, quantity + " " + amount);
        if (heard == Outcome.CONFLICT) {
            exceptions.add(ExceptionCode.CONTRADICTION);
        }
        if (heard != Outcome.RECORDED) {
            return heard;
        }
        Owed one = known.get(instruction);
        if (one == null) {
            exceptions.add(ExceptionCode.UNKNOWN_REFERENCE);
            return Outcome.RECORDED;
        }
        BigDecimal shares = BigDecimal.valueOf(quantity);
        BigDecimal money = BigDecimal.valueOf(amount);
        if (shares.compareTo(one.openQuantity()) > 0 || money.compareTo(one.openAmount()) > 0) {
            exceptions.add(ExceptionCode.OVER_CONFIRMED);
        } else if (shares.compareTo(one.openQuantity()) == 0 && money.compareTo(one.openAmount()) != 0) {
            exceptions.add(ExceptionCode.CONTRADICTION);
        } else {
            settle(one, shares, money);
        }
        return Outcome.RECORDED;
    }

    private void settle(Owed one, BigDecimal quantity, BigDecimal amount) {
        BigDecimal money = one.buys ? amount : amount.negate();
        BigDecimal stock = one.buys ? quantity : quantity.negate();
        int moneyChart = !one.failing ? 2100 : one.buys ? 2120 : 1130;
        int stockChart = one.buys ? one.failing ? 60 : 50 : one.failing ? 61 : 51;
        ledger.post(street(moneyChart, one.currency(), one.account, one.party), money);
        ledger.post(one.isClients() ? clientMoney(one.currency()) : cash(one.currency()), money.negate());
        ledger.post(street(stockChart, one.instrument, one.account, one.party), stock);
        ledger.post(depot(one.instrument, one.account), stock.negate());
        one.settled = one.settled.add(quantity);
        one.settledAmount = one.settledAmount.add(amount);
        if (one.isClients()) {
            Map<Long, Owed> same = waiting(one.account, one.currency());
            boolean credited = leg(one).signum() > 0;
            if (one.due().signum() != 0) {
                same.put(one.age, one);
            } else {
                same.remove(one.age);
            }
            if (credited) {
                paid(one.account, one.currency());
            }
        }
    }

    /** The client has more than before: what waits for its money goes on, the oldest first. */
    void paid(int account, int currency) {
        Key free = free(currency, account);
        Iterator<Owed> all = waiting(account, currency).values().iterator();
        while (all.hasNext() && ledger.balance(free).signum() != 0) {
            Owed one = all.next();
            leg(one);
            if (one.due().signum() == 0) {
                all.remove();
            }
        }
    }

    /** What the client's waiting legs need of the client's free credit. */
    BigDecimal awaited(int account, int currency) {
        return waiting(account, currency).values().stream()
            .map(one -> (one.buys ? one.due() : one.due().negate()).max(BigDecimal.ZERO))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A day is over: what settled five business days before leaves. */
    void endDay() {
        known.values().forEach(one -> one.closes = one.isDone() ? one.closes + 1 : 0);
        known.values().removeIf(one -> one.closes > TwinMessages.MOST_CLOSES);
        messages.endDay(known.keySet());
    }

    /** What waits for money that came otherwise goes on at the day's end. */
    void settleWaiting() {
        for (World.Account account : World.ACCOUNTS) {
            if (account.isClient()) {
                paid(account.id(), World.USD);
                paid(account.id(), World.EUR);
            }
        }
    }

    private Map<Long, Owed> waiting(int account, int currency) {
        return waiting.computeIfAbsent(free(currency, account), any -> new TreeMap<>());
    }

    /** Settles what it can of a client's leg and gives what it credits the client. */
    private BigDecimal leg(Owed one) {
        Key free = free(one.currency(), one.account);
        BigDecimal has = ledger.balance(free).negate();
        BigDecimal due = one.due();
        BigDecimal credit = (one.buys ? due.negate() : due).max(has.max(BigDecimal.ZERO).negate());
        one.clientSettled = one.clientSettled.add(one.buys ? credit.negate() : credit);
        ledger.post(free, credit.negate());
        ledger.post(ofClient(one.buys ? 1300 : 2300, one.currency(), one.account), credit);
        return credit;
    }

    /** What is told to fail does so once. */
    boolean fail(long instruction) {
        Owed one = known.get(instruction);
        if (one == null) {
            exceptions.add(ExceptionCode.UNKNOWN_REFERENCE);
            return false;
        }
        if (one.failing || one.openQuantity().signum() == 0) {
            return false;
        }
        one.failing = true;
        BigDecimal money = one.buys ? one.openAmount() : one.openAmount().negate();
        BigDecimal stock = one.buys ? one.openQuantity() : one.openQuantity().negate();
        ledger.post(street(2100, one.currency(), one.account, one.party), money);
        ledger.post(street(one.buys ? 2120 : 1130, one.currency(), one.account, one.party), money.negate());
        ledger.post(street(one.buys ? 50 : 51, one.instrument, one.account, one.party), stock);
        ledger.post(street(one.buys ? 60 : 61, one.instrument, one.account, one.party), stock.negate());
        return true;
    }
}
