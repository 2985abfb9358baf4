package throughline.risk;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.message.Side;
import throughline.risk.FrontScript.Asked;

/** What is held and executed, written down a second time in decimals and maps. */
final class NaiveBooks {
    /** An accepted order that has not ended, as the front has it, and the amendment that waits for the front. */
    static final class Held {
        Asked asked;
        BigDecimal total;
        BigDecimal cum = BigDecimal.ZERO;
        BigDecimal leaves;
        String worst;
        String value;
        boolean triggered;
        boolean declined;
        long acceptedSeq;
        long request;
        Asked newAsked;
        BigDecimal newTotal;
        String newWorst;
        String newValue;

        boolean buys() {
            return asked.side() == Side.BUY;
        }

        BigDecimal held() {
            return request == 0 ? leaves : leaves.max(newTotal.subtract(cum));
        }

        BigDecimal worstHeld() {
            BigDecimal old = new BigDecimal(worst);
            BigDecimal other = request == 0 ? old : new BigDecimal(newWorst);
            return buys() ? old.max(other) : old.min(other);
        }

        BigDecimal valueHeld() {
            return request == 0 ? new BigDecimal(value) : new BigDecimal(value).max(new BigDecimal(newValue));
        }
    }

    final Map<Long, Held> held = new LinkedHashMap<>();
    final Map<String, BigDecimal> positions = new HashMap<>();

    static String at(int account, int instrument) {
        return account + ":" + instrument;
    }

    BigDecimal position(int account, int instrument) {
        return positions.getOrDefault(at(account, instrument), BigDecimal.ZERO);
    }

    BigDecimal firmPosition(int instrument) {
        return position(1, instrument).add(position(2, instrument)).add(position(4, instrument));
    }

    /** What works on one side; account 0: of the whole firm. */
    BigDecimal working(int account, int instrument, boolean buys) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Held h : held.values()) {
            if (h.asked.instrument() == instrument && h.buys() == buys
                && (account == 0 || h.asked.account() == account)) {
                sum = sum.add(h.held());
            }
        }
        return sum;
    }

    void move(Asked asked, BigDecimal bought) {
        if (asked.account() != MiddleOfficeRig.STREET) {
            BigDecimal by = asked.side() == Side.BUY ? bought : bought.negate();
            positions.merge(at(asked.account(), asked.instrument()), by, BigDecimal::add);
        }
    }

    /** Part or all of an order executed. */
    void execute(long id, BigDecimal quantity) {
        Held h = held.get(id);
        move(h.asked, quantity);
        h.cum = h.cum.add(quantity);
        h.leaves = h.leaves.subtract(quantity);
        if (h.leaves.signum() == 0) {
            held.remove(id);
        }
    }

    /** The front made the amendment; gives what is left. */
    BigDecimal replaced(long id) {
        Held h = held.get(id);
        h.leaves = h.newTotal.subtract(h.cum).max(BigDecimal.ZERO);
        h.total = h.newTotal.max(h.cum);
        h.asked = h.newAsked;
        h.worst = h.newWorst;
        h.value = h.newValue;
        h.request = 0;
        if (h.leaves.signum() == 0) {
            held.remove(id);
        }
        return h.leaves;
    }
}
