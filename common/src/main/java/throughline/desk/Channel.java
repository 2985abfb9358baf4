package throughline.desk;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import throughline.office.StateMachine;

/**
 * A channel of {@code /v1/stream}: each subscriber gets a snapshot of what they may see, then every publication with a
 * number that has no gap. All of it runs on the desk's thread; a slow subscriber gets a fresh snapshot instead.
 *
 * @param <M> the office's state machine
 */
public final class Channel<M extends StateMachine> {
    private final String name;
    private final int roles;
    private final Contents<M> contents;
    private final List<Stream.Subscription<M>> subscriptions = new ArrayList<>();

    /** Gives what stands in a channel now. */
    @FunctionalInterface
    public interface Contents<M> {
        /** All that the person may see, as items; on the desk's thread. */
        List<JsonObject> now(M state, Person person);
    }

    /**
     * A channel that nobody has subscribed to.
     *
     * @param roles that may subscribe, or-ed
     */
    public Channel(String name, int roles, Contents<M> contents) {
        this.name = name;
        this.roles = roles;
        this.contents = contents;
    }

    /** Its name. */
    public String name() {
        return name;
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
        String text = null;
        for (int i = 0; i < subscriptions.size(); i++) {
            Stream.Subscription<M> subscription = subscriptions.get(i);
            if (sees.test(subscription.person())) {
                text = text == null ? body(key, item.get()) : text;
                subscription.publish(text);
            }
        }
    }

    private static String body(String key, JsonObject item) {
        return "\"key\":" + io.vertx.core.json.Json.encode(key) + ",\"item\":" + item.encode() + "}";
    }

    void add(Stream.Subscription<M> subscription) {
        subscriptions.add(subscription);
    }

    void remove(Stream.Subscription<M> subscription) {
        subscriptions.remove(subscription);
    }

    int subscribers() {
        return subscriptions.size();
    }

    List<JsonObject> contents(M state, Person person) {
        return contents.now(state, person);
    }
}
