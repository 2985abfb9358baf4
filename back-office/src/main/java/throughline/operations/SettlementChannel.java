package throughline.operations;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import throughline.back.BackMachine;
import throughline.desk.Channel;
import throughline.desk.DeskServer;
import throughline.ledgerdesk.LedgerDesk;
import throughline.message.ObligationStatedDecoder;
import throughline.message.ObligationStatus;

/** The live feed's channel {@code settlement}: the obligations that are not settled, then each as it changes. */
final class SettlementChannel {
    private static final int MOST = 1_000;

    private SettlementChannel() {
    }

    static void add(DeskServer<BackMachine> office) {
        Channel<BackMachine> channel = new Channel<>("settlement", LedgerDesk.STAFF,
            (state, person) -> unsettled(state));
        ObligationStatedDecoder stated = new ObligationStatedDecoder();
        office.channel(channel).desk().listen((state, record) -> {
            if (record.templateId() == ObligationStatedDecoder.TEMPLATE_ID) {
                stated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                long id = stated.obligationId();
                channel.publish(Long.toString(id), () -> Views.obligation(state, state.obligations().byId(id)));
            }
        });
    }

    /** The youngest of them, in order. */
    private static List<JsonObject> unsettled(BackMachine state) {
        List<JsonObject> items = new ArrayList<>();
        for (int row = state.obligations().count() - 1; row >= 0 && items.size() < MOST; row--) {
            if (state.obligations().status(row) != ObligationStatus.SETTLED) {
                items.add(0, Views.obligation(state, row));
            }
        }
        return items;
    }
}
