package throughline.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import throughline.risk.FrontScript.Asked;
import throughline.risk.NaiveBooks.Held;

/** The naive controls over the naive books: what passes is held. */
final class NaiveOffice {
    final NaiveBooks books = new NaiveBooks();
    final NaiveRisk risk = new NaiveRisk(books);

    /** The decision on a new order. */
    String judge(long id, Asked o, long timeNs) {
        BigDecimal quantity = NaiveRisk.quantity(o);
        String decision = risk.judge(o, quantity, quantity, false, timeNs);
        if (decision.startsWith("accepted")) {
            Held h = new Held();
            h.asked = o;
            h.total = quantity;
            h.leaves = quantity;
            h.worst = worst(decision);
            h.value = value(decision);
            books.held.put(id, h);
        }
        return decision;
    }

    private static String worst(String decision) {
        return decision.split("[ =]")[2];
    }

    private static String value(String decision) {
        return decision.split("[ =]")[4];
    }

    /** All or none; gives each member's decision. */
    List<String> judgeBasket(long first, List<Asked> members, long timeNs) {
        List<String> decisions = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String decision = judge(first + i, members.get(i), timeNs);
            if (!decision.startsWith("accepted")) {
                for (int passed = 0; passed < i; passed++) {
                    books.held.remove(first + passed);
                }
                String others = decision.split(" ")[0] + " BASKET:0:0 NONE limit=none met=none";
                List<String> all = new ArrayList<>(Collections.nCopies(members.size(), others));
                all.set(i, decision);
                return all;
            }
            decisions.add(decision);
        }
        return decisions;
    }

    /** The decision on an order that lives on; its old hold does not count for it. */
    String judgeAnew(long id, Asked o, long timeNs) {
        Held h = books.held.get(id);
        BigDecimal own = h.leaves;
        h.leaves = BigDecimal.ZERO;
        String decision = risk.judge(o, h.total, own, h.triggered, timeNs);
        h.leaves = own;
        if (decision.startsWith("accepted")) {
            h.asked = o;
            h.worst = worst(decision);
            h.value = value(decision);
        }
        return decision;
    }

    /** The decision on an amendment; what passes waits for the front. */
    String judgeAmendment(long id, long request, Asked o, long timeNs) {
        Held h = books.held.get(id);
        BigDecimal own = h.leaves;
        h.leaves = BigDecimal.ZERO;
        String decision = risk.judgeAmendment(h, own, o, timeNs);
        h.leaves = own;
        if (decision.startsWith("accepted")) {
            h.request = request;
            h.newAsked = o;
            h.newTotal = NaiveRisk.quantity(o);
            h.newWorst = worst(decision);
            h.newValue = value(decision);
        }
        return decision;
    }
}
