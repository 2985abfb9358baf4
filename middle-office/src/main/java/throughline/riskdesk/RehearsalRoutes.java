package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.rehearsal.Counts;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Numbers;
import throughline.rehearsal.Proposal;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Rehearsals;
import throughline.rehearsal.Ruling;
import throughline.rehearsal.Span;
import throughline.risk.MiddleMachine;

/**
 * {@code /v1/rehearsals}: proposed limits against a past span, run beside live trading, and the decisions that would
 * have been others. What comes of them is in memory alone and gone with the desk. Event loops; names are read on the
 * desk's thread.
 */
final class RehearsalRoutes {
    private static final String PATH = "/v1/rehearsals";
    private static final int MOST_LIMITS = 100;
    private static final int MOST_TEXT = 64;
    private static final long NANOS = 1_000_000_000L;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<String> COLUMNS = List.of("id", "status", "askedBy", "askedAt", "from", "to", "progress",
        "judged", "differences", "nowRejected", "nowAccepted", "otherReason", "contradicted", "sameRules",
        "failure", "limits");
    private static final List<String> DIFFERENCE_COLUMNS = List.of("orderId", "requestSeq", "account", "symbol", "time",
        "then", "thenCode", "thenScope", "thenMetric", "thenLimit", "thenObserved",
        "now", "nowCode", "nowScope", "nowMetric", "nowLimit", "nowObserved", "byRule");

    private final Desk<MiddleMachine> desk;
    private final Rehearsals rehearsals;
    /** What was asked for under which person's key, as long as it is kept; on the desk's thread. */
    private final Map<String, Asked> asked = new HashMap<>();

    private record Asked(long bodyHash, Rehearsal rehearsal) {
    }

    /** A limit as it was written. */
    private record Wish(String scope, Metric metric, Decimal value, boolean isOff) {
    }

    RehearsalRoutes(Desk<MiddleMachine> desk, Rehearsals rehearsals) {
        this.desk = desk;
        this.rehearsals = rehearsals;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list(PATH, LimitRoutes.READERS, COLUMNS, (state, person, after) -> {
            Rehearsal next = rehearsals.after(Math.max(after, 0));
            return next == null ? null : new Listing.Row(next.id(), item(state, next));
        }).route(HttpMethod.POST, PATH, Users.RISK, this::ask)
            .route(HttpMethod.GET, PATH + "/:id", LimitRoutes.READERS, this::get)
            .route(HttpMethod.DELETE, PATH + "/:id", Users.RISK, this::cancel)
            .route(HttpMethod.GET, PATH + "/:id/differences", LimitRoutes.READERS, this::differences)
            .closing(rehearsals);
    }

    private Future<Answer> ask(Request request) {
        Body body = request.body();
        List<Wish> wishes = new ArrayList<>();
        for (Body limit : body.objects("limits", MOST_LIMITS)) {
            String scope = limit.ascii("scope", 2 * MOST_TEXT);
            String metric = limit.ascii("metric", MOST_TEXT);
            boolean off = isOff(limit);
            Decimal value = limit.has("value") && !off ? limit.decimalFromZero("value") : null;
            wishes.add(new Wish(scope, metric == null ? Metric.NONE : ScopeText.metric(metric), value, off));
        }
        String from = body.asciiOrNull("from", MOST_TEXT);
        String to = body.asciiOrNull("to", MOST_TEXT);
        body.end();
        Span.Moment begins = from == null ? null : moment("from", from);
        Span.Moment ends = to == null ? new Span.Moment(Span.Kind.SEQ, Long.MAX_VALUE) : moment("to", to);
        if (begins != null && begins.kind() == ends.kind() && begins.value() > ends.value()) {
            throw Problem.badInput("/to", "is before from");
        }
        long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        String key = request.actor() + " " + request.key();
        long hash = request.bodyHash();
        return desk.read(state -> {
            asked.values().removeIf(one -> rehearsals.get(one.rehearsal().id()) == null);
            Asked before = asked.get(key);
            if (before != null) {
                return again(state, before, hash);
            }
            Span.Moment today = new Span.Moment(Span.Kind.DATE, state.day().openDate());
            Span span = new Span(begins == null ? today : begins, ends);
            Rehearsal rehearsal = rehearsals.ask(request.actor(), nowNs, proposals(state, wishes), span);
            if (rehearsal == null) {
                throw Problem.unavailable("BUSY", Rehearsals.MOST_WAITING + " rehearsals wait already.");
            }
            asked.put(key, new Asked(hash, rehearsal));
            return Answer.json(202, item(state, rehearsal)).with("Location", PATH + "/" + rehearsal.id());
        });
    }

    private static Answer again(MiddleMachine state, Asked before, long hash) {
        if (before.bodyHash() != hash) {
            throw new Problem(409, "CONFLICT", "The same key was used before with another body.");
        }
        return Answer.ok(item(state, before.rehearsal()));
    }

    /** Only a text may be {@code off}; what else is no decimal, the body itself refuses. */
    private static boolean isOff(Body limit) {
        return ScopeText.OFF.equals(limit.word("value"));
    }

    private static List<Proposal> proposals(MiddleMachine state, List<Wish> wishes) {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            Wish wish = wishes.get(i);
            long scope = ScopeText.parse(state, wish.scope());
            boolean named = Scope.kind(scope) == ScopeKind.STRATEGY || Scope.kind(scope) == ScopeKind.SESSION;
            if (named && Scope.id(scope) == 0) {
                throw Problem.notFound("The firm knows nothing of '" + wish.scope() + "'.");
            }
            long value = wish.isOff() ? Limits.OFF : wish.value() == null ? Limits.NONE
                : bound(i, wish.metric(), wish.value());
            if (!Limits.isAllowed(scope, wish.metric(), value)) {
                throw Problem.badInput("/limits/" + i, ScopeText.of(wish.metric()) + " may not be that at "
                    + wish.scope());
            }
            proposals.add(new Proposal(scope, wish.metric(), value));
        }
        return proposals;
    }

    private static long bound(int index, Metric metric, Decimal value) {
        int decimals = Measure.of(metric).decimals();
        if (!value.fits(decimals)) {
            throw Problem.badInput("/limits/" + index + "/value", "does not fit: " + decimals + " decimals at most");
        }
        return value.scaled(decimals).longValueExact();
    }

    /** A seq, a business date, or a time. */
    private static Span.Moment moment(String name, String text) {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() < 19) {
                return new Span.Moment(Span.Kind.SEQ, Long.parseLong(text));
            }
            if (text.length() == "2000-01-01".length()) {
                return new Span.Moment(Span.Kind.DATE, LocalDate.parse(text).toEpochDay());
            }
            Instant time = Instant.parse(text);
            return new Span.Moment(Span.Kind.TIME,
                Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.badInput("/" + name, "must be a seq of the middle journal, a business date or a time: "
                + e.getMessage());
        }
    }

    private Rehearsal found(Request request) {
        long id = request.id("id");
        Rehearsal rehearsal = rehearsals.get(id);
        if (rehearsal == null) {
            throw Problem.notFound("There is no rehearsal " + id + ", or it was forgotten.");
        }
        return rehearsal;
    }

    private Future<Answer> get(Request request) {
        Rehearsal rehearsal = found(request);
        return desk.read(state -> Answer.ok(item(state, rehearsal)));
    }

    private Future<Answer> cancel(Request request) {
        Rehearsal rehearsal = found(request);
        rehearsals.cancel(rehearsal);
        return desk.read(state -> Answer.ok(item(state, rehearsal)));
    }

    private Future<Answer> differences(Request request) {
        Rehearsal rehearsal = found(request);
        return new Listing<>(desk, DIFFERENCE_COLUMNS, (state, person, after) -> {
            int number = Listing.behind(after, 0);
            return number >= rehearsal.differences().size() ? null
                : new Listing.Row(number, item(state, rehearsal.differences().get(number)));
        }).answer(request);
    }

    private static JsonObject item(MiddleMachine state, Rehearsal rehearsal) {
        Rehearsal.Progress progress = rehearsal.progress();
        Counts counts = progress.counts();
        Rehearsal.Status status = rehearsal.status();
        JsonObject item = new JsonObject().put("id", Long.toString(rehearsal.id()))
            .put("status", status.name().toLowerCase(Locale.ROOT))
            .put("askedBy", state.users().name(rehearsal.askedBy())).put("askedAt", Answer.time(rehearsal.askedNs()))
            .put("from", text(rehearsal.span().from())).put("to", text(rehearsal.span().to()))
            .put("progress", status == Rehearsal.Status.DONE ? "100" : percent(progress.seq(), rehearsal.endSeq()))
            .put("judged", counts.judged()).put("differences", counts.differences())
            .put("nowRejected", counts.nowRejected()).put("nowAccepted", counts.nowAccepted())
            .put("otherReason", counts.otherReason()).put("contradicted", counts.contradicted())
            .put("sameRules", !counts.otherRules());
        if (!rehearsal.failure().isEmpty()) {
            item.put("failure", rehearsal.failure());
        }
        JsonArray limits = new JsonArray();
        for (int i = 0; i < rehearsal.proposals().size(); i++) {
            Proposal one = rehearsal.proposals().get(i);
            limits.add(new JsonObject().put("scope", ScopeText.of(state, one.scope()))
                .put("metric", ScopeText.of(one.metric())).put("value", ScopeText.value(one.metric(), one.value()))
                .put("standing", ScopeText.value(one.metric(), progress.standing().get(i)))
                .put("now", item(one.metric(), progress.after().get(i)))
                .put("then", item(one.metric(), progress.before().get(i))));
        }
        return item.put("limits", limits);
    }

    private static String percent(long seq, long end) {
        return end <= 0 ? "100" : BigDecimal.valueOf(Math.min(seq, end)).multiply(HUNDRED)
            .divide(BigDecimal.valueOf(end), 0, RoundingMode.DOWN).toPlainString();
    }

    private static String text(Span.Moment moment) {
        return switch (moment.kind()) {
            case SEQ -> moment.value() == Long.MAX_VALUE ? "now" : Long.toString(moment.value());
            case TIME -> Answer.time(moment.value());
            case DATE -> Answer.date((int) moment.value());
        };
    }

    private static JsonObject item(Metric metric, Numbers numbers) {
        JsonObject item = new JsonObject().put("tested", numbers.tested()).put("bound", numbers.bound());
        if (numbers.peak() != Limits.NONE) {
            Measure measure = Measure.of(metric);
            item.put("peak", measure.text(numbers.peak())).put("peakLimit", measure.text(numbers.peakLimit()))
                .put("peakAt", Answer.time(numbers.peakNs()));
            if (numbers.peakLimit() > 0) {
                item.put("utilisation", BigDecimal.valueOf(Math.max(numbers.peak(), 0)).multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(numbers.peakLimit()), 2, RoundingMode.UP).stripTrailingZeros()
                    .toPlainString());
            }
        }
        return item;
    }

    private static JsonObject item(MiddleMachine state, Difference one) {
        JsonObject item = new JsonObject().put("orderId", Long.toString(one.orderId()));
        if (one.requestSeq() != 0) {
            item.put("requestSeq", Long.toString(one.requestSeq()));
        }
        item.put("account", state.accounts().name(one.accountId()))
            .put("symbol", state.instruments().symbol(one.instrumentId())).put("time", Answer.time(one.timeNs()));
        put(state, item, "then", one.then());
        put(state, item, "now", one.now());
        return item.put("byRule", one.byRule());
    }

    private static void put(MiddleMachine state, JsonObject item, String when, Ruling ruling) {
        item.put(when, ruling.accepts() ? "accepted" : "rejected");
        if (!ruling.accepts()) {
            item.put(when + "Code", ruling.code().name()).put(when + "Scope", ScopeText.of(state, ruling.scope()))
                .put(when + "Metric", ScopeText.of(ruling.metric()))
                .put(when + "Limit", ScopeText.value(ruling.metric(), ruling.bound()))
                .put(when + "Observed", ScopeText.value(ruling.metric(), ruling.observed()));
        }
    }
}
