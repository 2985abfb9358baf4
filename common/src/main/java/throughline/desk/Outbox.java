package throughline.desk;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * What waits to be written to one stream, in order. A message gets its number when it is taken out, so that numbers
 * have no gap whatever was replaced meanwhile. The desk's thread puts in, the socket's event loop takes out.
 */
final class Outbox {
    /** Most messages of a channel that wait before it is slow. */
    static final int MOST_WAITING = 1_000;
    /** Most keys of a channel that wait before a snapshot takes their place. */
    static final int MOST_KEYS = 10_000;
    /** Most messages that wait for which there is no other way. */
    static final int MOST_EVENTS = 10_000;

    private final ArrayDeque<Message> queue = new ArrayDeque<>();
    private boolean wantsMore;
    private boolean overflown;

    /** What waits of one channel. */
    static final class Lane {
        private final String channel;
        private final Map<String, Message> byKey = new HashMap<>();
        private long number;
        private int waiting;
        private boolean wantsMore;
        private boolean isStale;

        private Lane(String channel) {
            this.channel = channel;
        }
    }

    /** One of them; without a lane it is sent as it is. */
    private static final class Message {
        private final Lane lane;
        private final String key;
        private String body;

        private Message(Lane lane, String key, String body) {
            this.lane = lane;
            this.key = key;
            this.body = body;
        }
    }

    Lane lane(String channel) {
        return new Lane(channel);
    }

    /** What belongs to no channel. */
    synchronized void plain(String text) {
        queue.add(new Message(null, null, text));
    }

    /** All of the channel that waits gives way to it. */
    synchronized void snapshot(Lane lane, String items) {
        drop(lane);
        add(new Message(lane, null, "\"snapshot\":" + items + "}"));
    }

    /** Takes the place of what waits of the key. */
    synchronized void latest(Lane lane, String key, String body) {
        Message before = lane.byKey.get(key);
        if (lane.isStale) {
            return;
        }
        if (before != null) {
            before.body = body;
        } else if (lane.byKey.size() >= MOST_KEYS) {
            drop(lane);
            lane.isStale = true;
            wantMore(lane);
        } else {
            Message message = new Message(lane, key, body);
            lane.byKey.put(key, message);
            add(message);
        }
    }

    /** Waits for its turn, and nothing takes its place. */
    synchronized void event(Lane lane, String body) {
        add(new Message(lane, null, body));
        if (lane.waiting > MOST_EVENTS) {
            overflow();
        }
    }

    private void add(Message message) {
        if (!overflown) {
            message.lane.waiting++;
            queue.add(message);
        }
    }

    synchronized boolean isFull(Lane lane) {
        return lane.waiting >= MOST_WAITING;
    }

    /** When nothing waits any more there is more to come for this channel. */
    synchronized void wantMore(Lane lane) {
        lane.wantsMore = true;
        wantsMore = true;
    }

    /** Whether the state is to be asked for more, now that nothing waits; tells it once. */
    synchronized boolean takeWish() {
        boolean wished = wantsMore && queue.isEmpty();
        wantsMore &= !wished;
        return wished;
    }

    synchronized boolean takeWish(Lane lane) {
        boolean wished = lane.wantsMore;
        lane.wantsMore = false;
        return wished;
    }

    synchronized void drop(Lane lane) {
        queue.removeIf(message -> message.lane == lane);
        lane.byKey.clear();
        lane.waiting = 0;
        lane.isStale = false;
    }

    /** What must be told cannot be. */
    synchronized void overflow() {
        overflown = true;
        queue.clear();
    }

    synchronized boolean isOverflown() {
        return overflown;
    }

    /** The next message with its number; null: nothing waits. */
    synchronized String take() {
        Message message = queue.poll();
        if (message == null || message.lane == null) {
            return message == null ? null : message.body;
        }
        Lane lane = message.lane;
        lane.waiting--;
        lane.number++;
        if (message.key != null) {
            lane.byKey.remove(message.key);
        }
        return "{\"channel\":\"" + lane.channel + "\",\"number\":" + lane.number + "," + message.body;
    }
}
