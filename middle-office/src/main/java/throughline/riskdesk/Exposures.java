package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import throughline.desk.Answer;
import throughline.desk.Channel;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;

/**
 * {@code /v1/exposures} and the channel of that name: what is used of every limit, what works, what both come to, how
 * much of the limit that is, and the day's peak. Event loops; the state is read on the desk's thread.
 */
final class Exposures {
    /** Who may see them, of their own desk. */
    static final int READERS = Users.RISK | Users.AUDITOR | Users.TRADER | Users.OPERATIONS;

    private static final String SORT = "sort";
    private static final String LEAST = "minUtilisation";
    private static final String UTILISATION = "utilisation";
    private static final int MOST_SORTED = 10_000;
    private static final int SLICE = 1_000;
    private static final List<String> COLUMNS = List.of("scope", "metric", "used", "working", "projected", "limit",
        "headRoom", UTILISATION, "peak");
    private static final Comparator<Ranked> LEAST_FIRST =
        Comparator.comparing(Ranked::utilisation).thenComparing(Comparator.comparingLong(Ranked::id).reversed());

    private final Desk<MiddleMachine> desk;
    private final Channel<MiddleMachine> channel =
        new Channel<>("exposures", READERS, Listing.whole(ExposureRows::next));

    /** A row and how much of its limit is used. */
    private record Ranked(long id, BigDecimal utilisation) {
    }

    Exposures(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server, Touched touched) {
        server.route(HttpMethod.GET, "/v1/exposures", READERS, this::list).channel(channel);
        touched.tell(channel, this::publish);
    }

    private void publish(MiddleMachine state, long scope) {
        for (JsonObject item : ExposureRows.of(state, scope)) {
            channel.publish(item.getString("scope") + " " + item.getString("metric"), () -> item,
                person -> ExposureRows.sees(state, person, scope));
        }
    }

    private Future<Answer> list(Request request) {
        BigDecimal least = least(request);
        String sort = request.query(SORT);
        if (sort == null) {
            return listing((state, person, after) -> above(state, person, after, least)).answer(request);
        }
        if (!sort.equals(UTILISATION)) {
            throw Problem.badInput("", "sort must be utilisation");
        }
        return rank(request.person(), least, -1, new PriorityQueue<>(LEAST_FIRST)).compose(ranked -> {
            List<Ranked> rows = new ArrayList<>(ranked);
            rows.sort(LEAST_FIRST.reversed());
            return listing((state, person, after) -> {
                for (int at = Listing.behind(after, 0); at < rows.size(); at++) {
                    Listing.Row row = ExposureRows.next(state, person, rows.get(at).id() - 1);
                    if (row != null && row.id() == rows.get(at).id()) {
                        return new Listing.Row(at, row.item());
                    }
                }
                return null;
            }).answer(request);
        });
    }

    private Listing<MiddleMachine> listing(Listing.Rows<MiddleMachine> rows) {
        return new Listing<>(desk, COLUMNS, Set.of(SORT, LEAST), rows);
    }

    private static BigDecimal least(Request request) {
        String text = request.query(LEAST);
        if (text != null && !text.matches("[0-9]{1,9}([.][0-9]{1,2})?")) {
            throw Problem.badInput("", LEAST + " must be a percentage");
        }
        return text == null ? null : new BigDecimal(text);
    }

    private static Listing.Row above(MiddleMachine state, Person person, long after, BigDecimal least) {
        Listing.Row row = ExposureRows.next(state, person, after);
        while (row != null && least != null && utilisation(row).compareTo(least) < 0) {
            row = ExposureRows.next(state, person, row.id());
        }
        return row;
    }

    private static BigDecimal utilisation(Listing.Row row) {
        String text = row.item().getString(UTILISATION);
        return text == null ? BigDecimal.ONE.negate() : new BigDecimal(text);
    }

    /** The rows with most used of their limit, found slice by slice, so that nobody waits long. */
    private Future<PriorityQueue<Ranked>> rank(Person person, BigDecimal least, long after,
        PriorityQueue<Ranked> ranked) {
        return desk.read(state -> {
            long last = after;
            for (int seen = 0; seen < SLICE; seen++) {
                Listing.Row row = ExposureRows.next(state, person, last);
                if (row == null) {
                    return -1L;
                }
                last = row.id();
                if (least == null || utilisation(row).compareTo(least) >= 0) {
                    ranked.add(new Ranked(last, utilisation(row)));
                }
                if (ranked.size() > MOST_SORTED) {
                    ranked.poll();
                }
            }
            return last;
        }).compose(last -> last < 0 ? Future.succeededFuture(ranked) : rank(person, least, last, ranked));
    }
}
