package throughline.desk;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import throughline.office.StateMachine;

/**
 * A channel of {@code /v1/stream}: each subscriber gets a snapshot of what they may see, then every publication with a
 * number that has no gap. What a slow subscriber gets is a matter of its kind. All of it runs on the desk's thread.
 *
 * @param <M> the office's state machine
 */
public final class Channel<M extends StateMachine> {
    private final String name;
    private final int roles;
    private final Kind kind;
    private final Contents<M> contents;
    private final Listing.Rows<M> rows;
    private final List<Subscription<M>> subscriptions = new ArrayList<>();

    /** What becomes of what a slow subscriber has not been sent. */
    enum Kind {
        /** A newer item of a key takes the place of an older; when too many keys wait, a fresh snapshot. */
        LATEST,
        /** Every item is told in order: what is too much for the queue is read from the state later. */
        ROWS,
        /** Every item is told, and waits in the queue; a subscriber too slow for that is sent away. */
        EVENTS
    }

    /** Gives what stands in a channel now. */
    @FunctionalInterface
    public interface Contents<M> {
        /** All that the person may see, as items; on the desk's thread. */
        List<JsonObject> now(M state, Person person);
    }

    /**
     * A channel that nobody has subscribed to, whose items stand for things that change: the newest of each is enough.
     *
     * @param roles that may subscribe, or-ed
     */
    public Channel(String name, int roles, Contents<M> contents) {
        this(name, roles, Kind.LATEST, contents, null);
    }

    private Channel(String name, int roles, Kind kind, Contents<M> contents, Listing.Rows<M> rows) {
        this.name = name;
        this.roles = roles;
        this.kind = kind;
        this.contents = contents;
        this.rows = rows;
    }

    /**
     * A channel whose items are rows of the state that only ever come to it at its end: a subscriber gets each once, in
     * order. Their ids grow and never come again; the key of a publication is its row's id.
     */
    public static <M extends StateMachine> Channel<M> ofRows(String name, int roles, Listing.Rows<M> rows) {
        return new Channel<>(name, roles, Kind.ROWS, null, rows);
    }

    /** A channel of events that are few and each of which must be told. */
    public static <M extends StateMachine> Channel<M> ofEvents(String name, int roles, Contents<M> contents) {
        return new Channel<>(name, roles, Kind.EVENTS, contents, null);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whether anybody is told of what is published; on the desk's thread. */
    public boolean isHeard() {
        return !subscriptions.isEmpty();
    }

    Kind kind() {
        return kind;
    }

    boolean isFor(Person person) {
        return person.has(roles);
    }

    /** Publishes to all. Call from a {@link Desk.Listener}; the item is made only when somebody listens. */
    public void publish(String key, Supplier<JsonObject> item) {
        publish(key, item, person -> true);
    }

    /** Publishes to those who may see it. */
    public void publish(String key, Supplier<JsonObject> item, Predicate<Person> sees) {
        tell(key, item, sees, kind);
    }

    /** In a channel of rows, tells that a row is no longer as it was when it was told: as an event. */
    public void amend(String key, Supplier<JsonObject> item, Predicate<Person> sees) {
        tell(key, item, sees, Kind.EVENTS);
    }

    private void tell(String key, Supplier<JsonObject> item, Predicate<Person> sees, Kind as) {
        String text = null;
        for (int i = 0; i < subscriptions.size(); i++) {
            Subscription<M> subscription = subscriptions.get(i);
            if (sees.test(subscription.person())) {
                text = text == null ? body(key, item.get()) : text;
                subscription.publish(as, key, text);
            }
        }
    }

    /** In a channel of rows, tells that the rows up to this id are gone: who has not got them all is sent away. */
    public void forget(long id) {
        List.copyOf(subscriptions).forEach(subscription -> subscription.forget(id));
    }

    /** Gives each who has subscribed a fresh snapshot, to which what waits gives way; not for a channel of events. */
    public void renew(M state) {
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).begin(state);
        }
    }

    private static String body(String key, JsonObject item) {
        return "\"key\":" + Json.encode(key) + ",\"item\":" + item.encode() + "}";
    }

    /** Makes the body of a row's publication. */
    static String body(Listing.Row row) {
        return body(Long.toString(row.id()), row.item());
    }

    void add(Subscription<M> subscription) {
        subscriptions.add(subscription);
    }

    void remove(Subscription<M> subscription) {
        subscriptions.remove(subscription);
    }

    int subscribers() {
        return subscriptions.size();
    }

    List<JsonObject> contents(M state, Person person) {
        return contents.now(state, person);
    }

    Listing.Row next(M state, Person person, long after) {
        return rows.next(state, person, after);
    }
}
