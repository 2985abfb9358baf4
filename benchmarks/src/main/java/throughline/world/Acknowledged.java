package throughline.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.OrderCapturedDecoder;
import throughline.proof.Findings;

/** Every order that a client was told of stands in the front journal. */
final class Acknowledged {
    private Acknowledged() {
    }

    static void check(Journal front, List<Long> orders, Findings findings) {
        Set<Long> captured = new HashSet<>();
        try (RecordCursor cursor = new RecordCursor("front", front)) {
            while (cursor.next()) {
                if (cursor.record().templateId() == OrderCapturedDecoder.TEMPLATE_ID) {
                    captured.add(cursor.record().orderId());
                }
            }
        }
        for (long order : orders) {
            findings.check(captured.contains(order), () -> "order " + order + " was acknowledged and is not there");
        }
    }
}
