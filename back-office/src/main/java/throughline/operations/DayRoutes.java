package throughline.operations;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import throughline.back.BackMachine;
import throughline.books.Bookkeeper;
import throughline.close.Checklist;
import throughline.close.Checklist.Item;
import throughline.close.DayList;
import throughline.close.DayStatus;
import throughline.close.SignOffs;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.firm.Refusal;
import throughline.ledgerdesk.BookKeeping;
import throughline.message.DayClosingEncoder;
import throughline.message.DaySignedOffEncoder;
import throughline.message.ReopeningProposedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;
import throughline.report.Names;
import throughline.state.Table;

/** The business days over REST: how each stands, its close, its sign-off and its reopening. */
final class DayRoutes {
    private static final int MAX_COMMENT = 400;

    private final Desk<BackMachine> desk;
    private final BookKeeping books;

    DayRoutes(DeskServer<BackMachine> server, BookKeeping books) {
        desk = server.desk();
        this.books = books;
        server.list("/v1/days", Person.ANYONE, List.of("date", "status", "waitingFor", "openedSeq", "closingSeq",
            "closedSeq", "sealSeq", "entries", "head", "blocking", "warnings", "signedOffBy", "signedOffAt", "comment"),
            (state, person, after) -> {
                int row = Listing.behind(after, 0);
                return row < state.days().count() ? new Listing.Row(row, view(state, row)) : null;
            })
            .route(HttpMethod.GET, "/v1/days/:date", Person.ANYONE, this::day)
            .route(HttpMethod.POST, "/v1/days/:date/close", Users.OPERATIONS, this::close)
            .route(HttpMethod.POST, "/v1/days/:date/sign-off", Users.OPERATIONS, this::signOff)
            .route(HttpMethod.POST, "/v1/days/:date/reopen", Users.OPERATIONS, this::reopen);
    }

    private static int date(Request request) {
        String text = request.pathPart("date");
        try {
            return Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeException | ArithmeticException e) {
            throw new Problem(404, "NOT_FOUND", "'" + text + "' is no date.");
        }
    }

    private static int row(BackMachine state, int date) {
        int row = state.days().find(date);
        if (row == Table.NONE) {
            throw Problem.notFound("There is no day " + Answer.date(date) + ".");
        }
        return row;
    }

    private Future<Answer> day(Request request) {
        int date = date(request);
        return desk.read(state -> Answer.ok(view(state, row(state, date))));
    }

    private Future<Answer> close(Request request) {
        int date = date(request);
        if (request.bytes().length > 0) {
            request.body().end();
        }
        Draft draft = Desk.draft();
        draft.begin(new DayClosingEncoder(), request.actor(), 0).businessDate(date).bodyHash(request.bodyHash())
            .requestKey(request.key());
        return desk.submit(draft, true, (state, reply, last) -> {
            int done = status(reply, 202);
            int row = row(state, date);
            boolean sealed = state.signOffs().checklist().status(row) == DayStatus.CLOSED;
            return Answer.json(sealed ? 200 : done, view(state, row));
        });
    }

    private Future<Answer> signOff(Request request) {
        int date = date(request);
        var body = request.body();
        String comment = body.text("comment", MAX_COMMENT);
        body.end();
        long hash = request.bodyHash();
        String key = request.key();
        return desk.read(state -> {
            int row = row(state, date);
            if (state.days().isSealed(row) && books(state, row).level() == Checklist.Level.BLOCKING) {
                throw new Problem(409, "BOOKS_BEHIND", "The books in the database do not stand at the day's seal yet.");
            }
            return row;
        }).compose(row -> {
            Draft draft = Desk.draft();
            draft.begin(new DaySignedOffEncoder(), request.actor(), 0).businessDate(date).bodyHash(hash)
                .requestKey(key).comment(comment);
            return desk.submit(draft, false, (state, reply, last) -> {
                if (reply.outcome() == Outcome.WRONG_STATE && Refusal.of(reply.reference()) == Refusal.NOT_IN_ORDER) {
                    throw new Problem(409, Refusal.NOT_IN_ORDER.name(), Refusal.NOT_IN_ORDER.text()
                        + " Not in order: " + blocking(items(state, row)) + ".");
                }
                return Answer.json(status(reply, 201), view(state, row));
            });
        });
    }

    private static String blocking(List<Item> items) {
        return items.stream().filter(item -> item.level() == Checklist.Level.BLOCKING)
            .map(item -> item.name() + " " + item.count()).collect(Collectors.joining(", "));
    }

    private Future<Answer> reopen(Request request) {
        int date = date(request);
        var body = request.body();
        String reason = body.text("reason", MAX_COMMENT);
        body.end();
        Draft draft = Desk.draft();
        draft.begin(new ReopeningProposedEncoder(), request.actor(), 0).businessDate(date)
            .bodyHash(request.bodyHash()).requestKey(request.key()).reason(reason);
        return desk.submit(draft, false, (state, reply, last) -> Answer.json(status(reply, 202),
            new JsonObject().put("date", Answer.date(date)).put("id", Long.toString(reply.reference()))));
    }

    /** As the reply has it; a refusal says why. */
    private static int status(Desk.Reply reply, int whenRecorded) {
        if (reply.outcome() == Outcome.WRONG_STATE && reply.reference() != 0) {
            Refusal refusal = Refusal.of(reply.reference());
            throw new Problem(409, refusal.name(), refusal.text());
        }
        return reply.status(whenRecorded);
    }

    private List<Item> items(BackMachine state, int row) {
        List<Item> items = state.signOffs().checklist().items(row);
        items.add(books(state, row));
        return items;
    }

    private Item books(BackMachine state, int row) {
        Bookkeeper.Status status = books.status();
        boolean stand = status != null && status.state() != Bookkeeper.State.REFUSED
            && status.seq() >= state.days().sealSeq(row);
        return Item.blocking("books", stand ? 0 : 1, "The books in the database stand at the day's seal or behind it.");
    }

    private JsonObject view(BackMachine state, int row) {
        DayList days = state.days();
        SignOffs signOffs = state.signOffs();
        DayStatus status = signOffs.checklist().status(row);
        String waitingFor = status != DayStatus.CLOSING ? ""
            : state.workSeq() != 0 ? "back office" : "front and middle office";
        List<Item> items = items(state, row);
        JsonArray checklist = new JsonArray();
        items.forEach(item -> checklist.add(new JsonObject().put("name", item.name())
            .put("state", Names.lower(item.level())).put("count", item.count()).put("detail", item.detail())));
        boolean signedOff = signOffs.isSignedOff(row);
        return new JsonObject().put("date", Answer.date(days.date(row))).put("status", Names.lower(status))
            .put("waitingFor", waitingFor).put("openedSeq", days.openedSeq(row))
            .put("closingSeq", days.closingSeq(row)).put("closedSeq", days.closedSeq(row))
            .put("sealSeq", days.sealSeq(row)).put("entries", days.entries(row)).put("head", days.head(row))
            .put("blocking", count(items, Checklist.Level.BLOCKING))
            .put("warnings", count(items, Checklist.Level.WARNING))
            .put("signedOffBy", signedOff ? state.users().name(signOffs.by(row)) : "")
            .put("signedOffAt", signedOff ? Answer.time(signOffs.timeNs(row)) : "")
            .put("comment", signOffs.comment(row)).put("checklist", checklist);
    }

    private static long count(List<Item> items, Checklist.Level level) {
        return items.stream().filter(item -> item.level() == level).count();
    }
}
