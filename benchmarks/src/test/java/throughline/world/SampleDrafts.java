package throughline.world;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import throughline.files.OrderLine;
import throughline.files.ReferenceRows;
import throughline.limit.Limits;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.OrderCapturedEncoder;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Scope;

/** What the sample firm's people ask for, as drafts. Users count from 1 in the order of their file. */
final class SampleDrafts {
    private static final int TRADER_1 = 1;
    private static final int RISK_1 = 3;
    private static final int RISK_2 = 4;
    private static final long E8 = 100_000_000L;

    private SampleDrafts() {
    }

    static void order(Client trader, OrderLine line) {
        trader.ask(draft -> {
            OrderCapturedEncoder encoder = draft.begin(new OrderCapturedEncoder(), TRADER_1, 0);
            encoder.quantity(line.quantity()).quantityDecimals((short) line.quantityDecimals()).price(line.price())
                .priceDecimals((short) line.priceDecimals()).bodyHash(line.clOrdId().hashCode()).side(line.side())
                .ordType(line.type()).timeInForce(line.timeInForce());
            encoder.clOrdId(line.clOrdId()).accountName(line.account()).symbol(line.symbol())
                .strategy("").decisionMaker("").session("").parentId("").locate("");
        }, false, answer -> assertTrue(answer.outcome() == Outcome.RECORDED || answer.outcome() == Outcome.REPEATED,
            () -> line + " was answered " + answer.outcome()));
    }

    static void limit(Client officer, long shares, String key) {
        officer.ask(draft -> {
            LimitChangeRequestedEncoder encoder = draft.begin(new LimitChangeRequestedEncoder(), RISK_1, 0);
            encoder.value(shares * E8).until(0).bodyHash(shares).scope(Scope.FIRM)
                .metric(Metric.MAX_ORDER_QTY);
            encoder.scopeName("firm").requestKey(key).reason("tried");
        }, false, asked -> approve(officer, asked, key));
    }

    static void state(Client officer, TradingState state) {
        String key = "to " + state;
        officer.ask(draft -> {
            TradingStateRequestedEncoder encoder = draft.begin(new TradingStateRequestedEncoder(), RISK_1, 0);
            encoder.bodyHash(1).scope(Scope.FIRM).state(state);
            encoder.scopeName("firm").requestKey(key).reason("tried");
        }, true, asked -> approve(officer, asked, key));
    }

    private static void approve(Client officer, Client.Request asked, String key) {
        if (asked.outcome() == Outcome.AWAITS_APPROVAL) {
            officer.ask(draft -> {
                ApprovalDecidedEncoder encoder = draft.begin(new ApprovalDecidedEncoder(), RISK_2, 0);
                encoder.approvalId(asked.reference()).bodyHash(1).decision(Decision.APPROVE);
                encoder.requestKey(key + "-approved").comment("");
            }, false, answer -> assertTrue(answer.outcome() == Outcome.RECORDED
                || answer.outcome() == Outcome.REPEATED, () -> key + " was answered " + answer.outcome()));
        }
    }

    static List<Consumer<Draft>> limits(ReferenceRows rows) {
        List<Consumer<Draft>> drafts = new ArrayList<>();
        for (ReferenceRows.Limit limit : rows.limits()) {
            if (limit.scope().equals("firm")) {
                long value = limit.value() == ReferenceRows.Limit.OFF ? Limits.OFF : limit.value();
                drafts.add(draft -> draft.begin(new LimitSetEncoder(), 0, 0).value(value)
                    .scope(Scope.FIRM).metric(limit.metric()).scopeName("firm"));
            }
        }
        int count = drafts.size();
        drafts.add(draft -> draft.begin(new LimitsImportedEncoder(), 0, 0).count(count).hash(1));
        return drafts;
    }
}
