package throughline.riskdesk;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.limit.Alerts;
import throughline.limit.Limits;
import throughline.lineage.Past;
import throughline.lineage.RecordText;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.rehearsal.Judgement;
import throughline.rehearsal.Ruling;
import throughline.review.Check;
import throughline.review.Judged;
import throughline.review.Review;
import throughline.review.Reviews;
import throughline.risk.MiddleMachine;

/**
 * {@code /v1/orders/{id}/checks}: every control that was asked when an order was judged, as it comes out when the
 * judgement is made again from the journals. Event loops; names are read on the desk's thread.
 */
final class CheckRoutes {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long PATIENCE_SECONDS = 10;
    private static final String RETRY_SECONDS = "1";

    private final Desk<MiddleMachine> desk;
    private final Reviews reviews;
    private final long patienceMs;
    private final RecordText text = new RecordText();

    /** Which judgements of an order are told of: the newest, or one. */
    private record Asked(Person by, Past order, List<JournalRecord> judgements, long more) {
        JournalRecord captured() {
            return order.own().get(0);
        }

        /** What a judgement was about, by the front's record that asked for it. */
        String about(Judged one) {
            boolean anew = order.own().stream().anyMatch(record -> record.seq() == one.causeSeq()
                && record.templateId() == OrderRestatedDecoder.TEMPLATE_ID);
            return one.requestSeq() != 0 ? "amendment" : anew ? "opening" : "order";
        }
    }

    CheckRoutes(Desk<MiddleMachine> desk, Reviews reviews) {
        this(desk, reviews, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    /** Answers 202 to who would have to wait longer than that. */
    CheckRoutes(Desk<MiddleMachine> desk, Reviews reviews, long patienceMs) {
        this.desk = desk;
        this.reviews = reviews;
        this.patienceMs = patienceMs;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.route(HttpMethod.GET, "/v1/orders/:id/checks", Person.ANYONE, request -> ask(server, request))
            .closing(reviews);
    }

    private Future<Answer> ask(DeskServer<MiddleMachine> server, Request request) {
        long id = request.id("id");
        request.onlyQueries("seq");
        long seq = seq(request.query("seq"));
        Context context = Vertx.currentContext();
        return server.journals(historian -> historian.past(id)).compose(past -> {
            if (past == null) {
                throw Problem.notFound("There is no order " + id + ".");
            }
            return desk.read(state -> permitted(state, request.person(), past));
        }).compose(past -> review(asked(request.person(), past, seq), context));
    }

    /** A seq of the middle journal; 0: none was given. */
    private static long seq(String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw Problem.badInput("", "seq must be a number of the middle journal");
        }
        return Long.parseLong(text);
    }

    private static Past permitted(MiddleMachine state, Person person, Past past) {
        JournalRecord first = past.own().get(0);
        OrderCapturedDecoder captured = new OrderCapturedDecoder();
        captured.wrap(first.buffer(), first.body(), first.blockLength(), first.version());
        if (!person.maySeeOrder(state.accounts(), captured.accountId(), first.actor())) {
            throw Problem.forbidden("This order is of an account of another desk.");
        }
        return past;
    }

    private static Asked asked(Person by, Past past, long seq) {
        List<JournalRecord> all = past.decisions().stream().filter(record -> Judgement.is(record.templateId()))
            .filter(record -> seq == 0 || record.seq() == seq).toList();
        if (seq != 0 && all.isEmpty()) {
            throw Problem.notFound("Order " + past.orderId() + " was not judged by record " + seq + ".");
        }
        int from = Math.max(0, all.size() - Reviews.MOST_JUDGEMENTS);
        return new Asked(by, past, all.subList(from, all.size()), from);
    }

    private Future<Answer> review(Asked asked, Context context) {
        if (asked.judgements().isEmpty()) {
            return desk.read(state -> Answer.ok(item(state, asked, List.of())));
        }
        Review review = reviews.ask(asked.order().orderId(), asked.judgements());
        if (review == null) {
            throw Problem.unavailable("BUSY", Reviews.MOST_WAITING + " orders' checks wait already.");
        }
        return Future.fromCompletionStage(
                review.found().copy().completeOnTimeout(List.of(), patienceMs, TimeUnit.MILLISECONDS), context)
            .recover(failure -> Future.failedFuture(
                Problem.unavailable("LINEAGE_AWAY", "The judgements could not be made again.")))
            .compose(judged -> judged.isEmpty() ? Future.succeededFuture(later(asked, review))
                : desk.read(state -> Answer.ok(item(state, asked, judged))));
    }

    private static Answer later(Asked asked, Review review) {
        return Answer.json(202, new JsonObject().put("orderId", Long.toString(asked.order().orderId()))
            .put("progress", Integer.toString(review.percent()))).with("Retry-After", RETRY_SECONDS);
    }

    private JsonObject item(MiddleMachine state, Asked asked, List<Judged> judged) {
        OrderCapturedDecoder captured = new OrderCapturedDecoder();
        JournalRecord first = asked.captured();
        captured.wrap(first.buffer(), first.body(), first.blockLength(), first.version());
        JsonObject item = new JsonObject().put("orderId", Long.toString(asked.order().orderId()));
        if (state.accounts().isKnown(captured.accountId())) {
            item.put("account", state.accounts().name(captured.accountId()));
        }
        if (state.instruments().isKnown(captured.instrumentId())) {
            item.put("symbol", state.instruments().symbol(captured.instrumentId()));
        }
        JsonArray judgements = new JsonArray();
        judged.forEach(one -> judgements.add(item(state, asked, one)));
        item.put("judgements", judgements);
        return asked.more() == 0 ? item : item.put("more", asked.more());
    }

    private JsonObject item(MiddleMachine state, Asked asked, Judged one) {
        JsonObject item = new JsonObject().put("seq", one.seq()).put("time", Answer.time(one.timeNs()))
            .put("record", text.kind(one.templateId()))
            .put("cause", new JsonObject().put("journal", "front").put("seq", one.causeSeq()))
            .put("about", asked.about(one)).put("decision", one.ruling().accepts() ? "accepted" : "rejected");
        if (!one.ruling().accepts()) {
            item.put("reason", item(state, one.ruling()));
        }
        if (one.overrideId() != 0) {
            item.put("overrideId", Long.toString(one.overrideId()));
        }
        if (one.failedMember() != 0) {
            item.put("failedMember", Long.toString(one.failedMember()));
        }
        item.put("rulesVersion", one.rulesVersion()).put("decidedAgain", one.isDecidedAgain());
        if (!one.isDecidedAgain()) {
            item.put("whyNot", one.whyNot());
        }
        JsonArray checks = new JsonArray();
        one.checks().forEach(check -> checks.add(item(state, asked.by(), one, check)));
        return item.put("checks", checks);
    }

    private static JsonObject item(MiddleMachine state, Ruling ruling) {
        return new JsonObject().put("code", ruling.code().name()).put("scope", ScopeText.of(state, ruling.scope()))
            .put("metric", ScopeText.of(ruling.metric()))
            .put("limit", ScopeText.value(ruling.metric(), ruling.bound()))
            .put("observed", ScopeText.value(ruling.metric(), ruling.observed()));
    }

    private static JsonObject item(MiddleMachine state, Person by, Judged judged, Check check) {
        JsonArray limits = new JsonArray();
        check.tests().stream().filter(test -> isFor(state, by, judged, test))
            .forEach(test -> limits.add(item(state, judged, test)));
        JsonObject item = new JsonObject().put("control", check.control().name());
        if (!check.control().number().isEmpty()) {
            item.put("number", check.control().number());
        }
        return item.put("result", name(check.result())).put("limits", limits);
    }

    /**
     * Whether a test can be told: what a record has as its reason is. To one of a desk other desks' prices in a
     * self-trade group are not, nor the sums of clients of other orders of its basket.
     */
    private static boolean isFor(MiddleMachine state, Person by, Judged judged, Check.Test test) {
        if (by.deskId() == 0 || test.result() == Check.Result.FAILED) {
            return true;
        }
        int account = judged.accountId();
        return switch (Scope.kind(test.scope())) {
            case GROUP -> false;
            case CLIENT -> state.accounts().isKnown(account)
                && Scope.id(test.scope()) == state.accounts().partyId(account);
            default -> true;
        };
    }

    private static JsonObject item(MiddleMachine state, Judged judged, Check.Test test) {
        JsonObject item = new JsonObject().put("code", test.code().name())
            .put("scope", ScopeText.of(state, test.scope())).put("metric", ScopeText.of(test.metric()))
            .put("limit", ScopeText.value(test.metric(), test.limit()))
            .put("observed", ScopeText.value(test.metric(), test.observed()));
        int instrument = Alerts.countsBy(test.metric(), judged.instrumentId());
        if (instrument != 0 && state.instruments().isKnown(instrument)) {
            item.put("symbol", state.instruments().symbol(instrument));
        }
        if (isUse(test)) {
            item.put("utilisation", BigDecimal.valueOf(Math.max(test.observed(), 0)).multiply(HUNDRED)
                .divide(BigDecimal.valueOf(test.limit()), 2, RoundingMode.UP).stripTrailingZeros().toPlainString());
        }
        return item.put("passes", test.result() == Check.Result.PASSED || test.result() == Check.Result.WARNED)
            .put("result", name(test.result()));
    }

    /** Whether it is a limit that is used up; a lookalike must be older than its limit. */
    private static boolean isUse(Check.Test test) {
        return test.metric() != Metric.NONE && test.metric() != Metric.DUPLICATE_ORDER && test.limit() > 0
            && test.observed() != Limits.NONE;
    }

    private static String name(Check.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
