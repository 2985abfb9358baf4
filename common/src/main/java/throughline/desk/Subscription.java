package throughline.desk;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import throughline.office.StateMachine;

/**
 * What one stream gets of one channel. Decides what goes into the stream's {@link Outbox} at once, what waits in the
 * state, and when a snapshot is due. On the desk's thread.
 */
final class Subscription<M extends StateMachine> {
    /** Most rows in a snapshot, and in one slice of those that follow. */
    static final int MOST_ROWS = 1_000;

    private static final long NOTHING = Long.MAX_VALUE;
    private static final long BEFORE_FIRST = -1;

    private final Outbox outbox;
    private final Runnable wake;
    private final Outbox.Lane lane;
    private final Channel<M> channel;
    private final Person person;
    /** Of rows: the last that went into the outbox, and the first that did not though it should have. */
    private long lastRow = BEFORE_FIRST;
    private long firstMissed = NOTHING;

    /**
     * One that has got nothing yet.
     *
     * @param wake tells that something is in the outbox
     */
    Subscription(Outbox outbox, Runnable wake, Channel<M> channel, Person person) {
        this.outbox = outbox;
        this.wake = wake;
        this.channel = channel;
        this.person = person;
        lane = outbox.lane(channel.name());
    }

    Person person() {
        return person;
    }

    Channel<M> channel() {
        return channel;
    }

    /** Puts a snapshot in the outbox, and what waits there of this channel gives way to it. */
    void begin(M state) {
        JsonArray items = new JsonArray();
        if (channel.kind() == Channel.Kind.ROWS) {
            lastRow = BEFORE_FIRST;
            rows(state).forEach(row -> items.add(row.item()));
        } else {
            channel.contents(state, person).forEach(items::add);
        }
        outbox.snapshot(lane, items.encode());
        wake.run();
    }

    void publish(Channel.Kind as, String key, String body) {
        switch (as) {
            case LATEST -> outbox.latest(lane, key, body);
            case EVENTS -> outbox.event(lane, body);
            case ROWS -> row(Long.parseLong(key), body);
        }
        wake.run();
    }

    private void row(long id, String body) {
        if (firstMissed != NOTHING || outbox.isFull(lane)) {
            firstMissed = Math.min(firstMissed, id);
            outbox.wantMore(lane);
        } else if (id > lastRow) {
            outbox.event(lane, body);
            lastRow = id;
        }
    }

    /** Nothing waits any more: gives the outbox what is due. */
    void goOn(M state) {
        if (!outbox.takeWish(lane)) {
            return;
        }
        if (channel.kind() == Channel.Kind.ROWS) {
            rows(state).forEach(row -> outbox.event(lane, Channel.body(row)));
            wake.run();
        } else {
            begin(state);
        }
    }

    /** The next slice of rows; what is behind it is missed for now. */
    private List<Listing.Row> rows(M state) {
        List<Listing.Row> slice = new ArrayList<>();
        Listing.Row row = channel.next(state, person, lastRow);
        while (row != null && slice.size() < MOST_ROWS) {
            slice.add(row);
            lastRow = row.id();
            row = channel.next(state, person, lastRow);
        }
        firstMissed = row == null ? NOTHING : row.id();
        if (row != null) {
            outbox.wantMore(lane);
        }
        return slice;
    }

    void forget(long id) {
        if (firstMissed <= id) {
            outbox.overflow();
            wake.run();
        }
    }

    void end() {
        channel.remove(this);
        outbox.drop(lane);
    }
}
