package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import throughline.office.StateMachine;
import throughline.reference.CsvCell;

/**
 * A list of the state: {@code {"items":[…],"next":…}} page by page with {@code ?after=…&limit=…} and a filter by each
 * column, or with {@code Accept: text/csv} the whole filtered list, streamed. Reads in slices, so that nobody waits
 * long.
 *
 * @param <M> the office's state machine
 */
public final class Listing<M extends StateMachine> {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int SLICE = 1_000;
    private static final long BEFORE_FIRST = -1;

    private final Desk<M> desk;
    private final List<String> columns;
    private final Set<String> more;
    private final LongFunction<Future<Rows<M>>> rows;

    /**
     * A row.
     *
     * @param id from 0, another for each row; what the next is asked for behind
     * @param item null: this is none, but what is behind that id is to be fetched first
     */
    public record Row(long id, JsonObject item) {
    }

    /** Where rows come from; on the desk's thread. */
    @FunctionalInterface
    public interface Rows<M> {
        /**
         * The first row behind an id that the person may see; null: there is none.
         *
         * @param after -1: before the first
         */
        Row next(M state, Person person, long after);
    }

    /** All rows a person may see as the contents of a channel, for those who subscribe. */
    public static <M extends StateMachine> Channel.Contents<M> whole(Rows<M> rows) {
        return (state, person) -> {
            List<JsonObject> items = new ArrayList<>();
            Row row = rows.next(state, person, -1);
            while (row != null) {
                items.add(row.item());
                row = rows.next(state, person, row.id());
            }
            return items;
        };
    }

    /** What was found in one slice. */
    private record Slice(List<Row> found, long lastSeen, boolean ended) {
    }

    /** What is asked for. */
    private record Wish(Person person, Map<String, String> filters, int limit, long after) {
        boolean fits(JsonObject item) {
            return filters.entrySet().stream()
                .allMatch(filter -> filter.getValue().equals(cell(item, filter.getKey())));
        }
    }

    /**
     * A list.
     *
     * @param columns the items' fields: those that may be filtered by, and the columns of the CSV; of an object that is
     *     a field its own, behind a dot: {@code reason.code}
     */
    public Listing(Desk<M> desk, List<String> columns, Rows<M> rows) {
        this(desk, columns, Set.of(), rows);
    }

    /**
     * A list.
     *
     * @param more queries that whoever gives the rows answers to, columns too that the list is not to filter by
     */
    public Listing(Desk<M> desk, List<String> columns, Set<String> more, Rows<M> rows) {
        this(desk, columns, more, after -> Future.succeededFuture(rows));
    }

    /**
     * A list of what is fetched part by part.
     *
     * @param more as above
     * @param rows fetches some rows behind an id; -1: from the first on
     */
    public Listing(Desk<M> desk, List<String> columns, Set<String> more, LongFunction<Future<Rows<M>>> rows) {
        this.desk = desk;
        this.columns = List.copyOf(columns);
        this.more = Set.copyOf(more);
        this.rows = rows;
    }

    /**
     * Answers a request for it.
     *
     * @throws Problem 400 for a query that it does not know
     */
    public Future<Answer> answer(Request request) {
        Wish wish = wish(request);
        if (request.wantsCsv()) {
            return slice(wish, wish.after(), SLICE).map(first ->
                Answer.flowing("text/csv; charset=utf-8", response -> csv(response, wish, first)));
        }
        return page(wish);
    }

    /**
     * The first row number behind an id, of rows that are numbered by an int: beyond all of them for any larger id.
     *
     * @param first of all rows
     */
    public static int behind(long after, int first) {
        return (int) Math.min(Math.max(first, after + 1), Integer.MAX_VALUE);
    }

    private Wish wish(Request request) {
        Map<String, String> filters = new LinkedHashMap<>();
        int limit = DEFAULT_LIMIT;
        long after = BEFORE_FIRST;
        for (Map.Entry<String, String> query : request.queries()) {
            String name = query.getKey();
            if (name.equals("limit")) {
                limit = (int) number(query, 1, MAX_LIMIT);
            } else if (name.equals("after")) {
                after = number(query, 0, Long.MAX_VALUE);
            } else if (columns.contains(name) && !more.contains(name)) {
                filters.put(name, query.getValue());
            } else if (!more.contains(name)) {
                throw Problem.badInput("", "there is no query '" + name + "' here; there are after, limit, "
                    + String.join(", ", columns));
            }
        }
        return new Wish(request.person(), filters, limit, after);
    }

    private static long number(Map.Entry<String, String> query, long min, long max) {
        String text = query.getValue();
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = digits ? Long.parseLong(text) : -1;
        if (!digits || value < min || value > max) {
            throw Problem.badInput("", query.getKey() + " must be a whole number from " + min
                + (max == Long.MAX_VALUE ? "" : " to " + max));
        }
        return value;
    }

    private Future<Answer> page(Wish wish) {
        List<Row> found = new ArrayList<>();
        return slice(wish, wish.after(), wish.limit() + 1).compose(first -> follow(first, slice -> {
            found.addAll(slice.found());
            return slice.ended() || found.size() > wish.limit() ? Future.succeededFuture()
                : slice(wish, slice.lastSeen(), wish.limit() + 1 - found.size());
        })).map(end -> page(wish, found));
    }

    /** Goes from slice to slice until a step gives none. */
    private static Future<Void> follow(Slice first, Function<Slice, Future<Slice>> step) {
        Promise<Void> end = Promise.promise();
        follow(first, step, end);
        return end.future();
    }

    /** Each step stands for itself: were each a future within the last one's, a long list would overflow the stack. */
    private static void follow(Slice slice, Function<Slice, Future<Slice>> step, Promise<Void> end) {
        Future.succeededFuture(slice).compose(step).onComplete(next -> {
            if (next.failed()) {
                end.fail(next.cause());
            } else if (next.result() == null) {
                end.complete();
            } else {
                follow(next.result(), step, end);
            }
        });
    }

    private static Answer page(Wish wish, List<Row> found) {
        boolean more = found.size() > wish.limit();
        List<Row> shown = more ? found.subList(0, wish.limit()) : found;
        JsonArray items = new JsonArray();
        shown.forEach(row -> items.add(row.item()));
        return Answer.ok(new JsonObject().put("items", items)
            .put("next", more ? Long.toString(shown.get(shown.size() - 1).id()) : null));
    }

    private Future<Slice> slice(Wish wish, long after, int most) {
        return Future.succeededFuture(after).compose(rows::apply).compose(part -> desk.read(state -> {
            List<Row> found = new ArrayList<>();
            long last = after;
            for (int seen = 0; seen < SLICE && found.size() < most; seen++) {
                Row row = part.next(state, wish.person(), last);
                if (row == null) {
                    return new Slice(found, last, true);
                }
                last = row.id();
                if (row.item() == null) {
                    return new Slice(found, last, false);
                }
                if (wish.fits(row.item())) {
                    found.add(row);
                }
            }
            return new Slice(found, last, false);
        }));
    }

    /** The first slice is there before anything is written: what cannot be read is answered as a problem. */
    private Future<Void> csv(HttpServerResponse response, Wish wish, Slice first) {
        response.setChunked(true);
        return response.write(String.join(",", columns) + "\n").compose(head -> follow(first, slice -> {
            String lines = slice.found().stream().map(this::line).collect(Collectors.joining());
            if (slice.ended()) {
                return response.end(lines).map(end -> null);
            }
            return (lines.isEmpty() ? Future.<Void>succeededFuture() : response.write(lines))
                .compose(written -> slice(wish, slice.lastSeen(), SLICE));
        }));
    }

    private String line(Row row) {
        return columns.stream().map(column -> CsvCell.quoted(cell(row.item(), column)))
            .collect(Collectors.joining(",", "", "\n"));
    }

    /** A field's text; empty: the item has none. */
    private static String cell(JsonObject item, String column) {
        int dot = column.indexOf('.');
        if (dot < 0) {
            return Objects.toString(item.getValue(column), "");
        }
        return item.getValue(column.substring(0, dot)) instanceof JsonObject inner
            ? cell(inner, column.substring(dot + 1)) : "";
    }
}
