package throughline.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.office.Outcome;

/**
 * What went wrong with a request, as RFC 9457 has it: thrown or failed with anywhere behind a route, it becomes the
 * {@code application/problem+json} answer. Has no stack trace: it is an answer, not a fault.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int RETRY_SECONDS = 1;

    private final int status;
    private final String code;
    private final transient List<Fault> faults;
    private final transient JsonObject members = new JsonObject();
    private boolean recorded;

    /**
     * One thing wrong with the input.
     *
     * @param pointer RFC 6901, into the body; empty: the body, or what is no part of it
     */
    public record Fault(String pointer, String detail) {
    }

    /**
     * A problem of any kind.
     *
     * @param status HTTP's
     * @param code for programs, in capitals
     * @param detail for people
     */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    private Problem(int status, String code, String detail, List<Fault> faults) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    /** 400: the input cannot be written in a record. */
    public static Problem badInput(List<Fault> faults) {
        return new Problem(400, "BAD_INPUT", faults.size() == 1
            ? (faults.get(0).pointer() + " " + faults.get(0).detail()).strip()
            : faults.size() + " things are wrong with the input", faults);
    }

    /** 400 for one thing wrong. */
    public static Problem badInput(String pointer, String detail) {
        return badInput(List.of(new Fault(pointer, detail)));
    }

    /** 404. */
    public static Problem notFound(String what) {
        return new Problem(404, "NOT_FOUND", what);
    }

    /** 403: the desk puts it on record when it answers it. */
    public static Problem forbidden(String detail) {
        return new Problem(403, "FORBIDDEN", detail);
    }

    /** 503: nothing was done, come again. */
    public static Problem unavailable(String code, String detail) {
        return new Problem(503, code, detail);
    }

    /** 504: not known whether it was done. */
    static Problem unknown() {
        return new Problem(504, "UNKNOWN", "It is not known whether this was recorded: ask again with the same key.");
    }

    /** The problem of an outcome that left no record of the command; null: it did. */
    static Problem of(Outcome outcome) {
        return switch (outcome) {
            case RECORDED, REPEATED, AWAITS_APPROVAL -> null;
            case CONFLICT -> new Problem(409, "CONFLICT", "The same key was used before with another body.");
            case NOT_FOUND -> notFound("What this is about is not known.");
            case ALREADY_PENDING -> new Problem(409, "ALREADY_PENDING",
                "The order, or a cancel or amendment of it, is still pending.");
            case TOO_LATE -> new Problem(409, "TOO_LATE_TO_CANCEL", "The order has ended.");
            case FORBIDDEN -> forbidden("This right is missing.").recorded();
            case SESSION_CLOSED -> unavailable("SESSION_CLOSED", "The session is closing or closed.");
            case NOT_READY -> unavailable("NOT_READY", "The office has not opened its first day.");
            case WRONG_STATE -> new Problem(409, "WRONG_STATE", "This contradicts the state as it is.");
        };
    }

    /** Tells that a refusal needs no further record: the office made one itself. */
    public Problem recorded() {
        recorded = true;
        return this;
    }

    /** Adds a member of its own, as RFC 9457 lets it have. */
    public Problem with(String member, JsonObject value) {
        members.put(member, value);
        return this;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** For programs, in capitals. */
    public String code() {
        return code;
    }

    Answer answer() {
        JsonObject body = new JsonObject().put("type", "about:blank").put("title", title(status))
            .put("status", status).put("code", code).put("detail", getMessage());
        if (!faults.isEmpty()) {
            JsonArray errors = new JsonArray();
            faults.forEach(fault ->
                errors.add(new JsonObject().put("pointer", fault.pointer()).put("detail", fault.detail())));
            body.put("errors", errors);
        }
        body.mergeIn(members);
        Answer answer = new Answer(status, "application/problem+json", body.toBuffer());
        return status == 503 || status == 429 ? answer.with("Retry-After", Integer.toString(RETRY_SECONDS))
            : status == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer;
    }

    private static String title(int status) {
        return io.netty.handler.codec.http.HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
