package throughline.limit;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import throughline.message.ScopeKind;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Texts;

/**
 * Strategies and sessions: what no reference data names. Each has an id from its first order, or from the first limit
 * or trading state set for it, by {@code ScopeNamed}. A user's own session is called as the user is. One thread.
 */
public final class Names implements State {
    private final Texts strategies = new Texts(256, 1 << 13);
    private final Texts sessions = new Texts(1024, 1 << 15);
    private long[] sessionByUser = new long[256];

    private Texts texts(ScopeKind kind) {
        if (kind != ScopeKind.STRATEGY && kind != ScopeKind.SESSION) {
            throw new IllegalArgumentException("no names are kept of " + kind);
        }
        return kind == ScopeKind.STRATEGY ? strategies : sessions;
    }

    /** Id of a name; 0: it is empty, or not known. */
    public int find(ScopeKind kind, DirectBuffer buffer, int offset, int length) {
        return length == 0 ? 0 : texts(kind).find(buffer, offset, length);
    }

    /** Id of a name; 0: not known. */
    public int find(ScopeKind kind, String name) {
        return name.isEmpty() ? 0 : texts(kind).find(name);
    }

    /** Id of a name, which is taken up when it is new; 0: it is empty. */
    public int take(ScopeKind kind, DirectBuffer buffer, int offset, int length) {
        return length == 0 ? 0 : texts(kind).intern(buffer, offset, length);
    }

    /** A user's name was stated: so is their own session called. */
    public void user(int userId, DirectBuffer buffer, int offset, int length) {
        if (userId >= sessionByUser.length) {
            sessionByUser = Arrays.copyOf(sessionByUser, Math.max(userId + 1, 2 * sessionByUser.length));
        }
        sessionByUser[userId] = take(ScopeKind.SESSION, buffer, offset, length);
    }

    /** A user's own session; 0: the user is not known. */
    public int sessionOf(int userId) {
        return userId < 0 || userId >= sessionByUser.length ? 0 : (int) sessionByUser[userId];
    }

    /** Id the next new name of a kind will get. */
    public int next(ScopeKind kind) {
        return texts(kind).count() + 1;
    }

    /** Whether there is a name of that id. */
    public boolean isKnown(ScopeKind kind, int id) {
        return id > 0 && id <= texts(kind).count();
    }

    /** A name; allocates. */
    public String name(ScopeKind kind, int id) {
        return texts(kind).text(id);
    }

    /** Puts a name into a buffer; gives where it ends there. */
    public int copy(ScopeKind kind, int id, MutableDirectBuffer to, int at) {
        Texts from = texts(kind);
        to.putBytes(at, from.bytes(), from.start(id), from.length(id));
        return at + from.length(id);
    }

    @Override
    public void save(StateSink sink) {
        strategies.save(sink);
        sessions.save(sink);
        int users = 0;
        for (int user = 0; user < sessionByUser.length; user++) {
            users = sessionByUser[user] != 0 ? user + 1 : users;
        }
        sink.putLong(users);
        for (int user = 0; user < users; user++) {
            sink.putLong(sessionByUser[user]);
        }
    }

    @Override
    public void load(StateSource source) {
        strategies.load(source);
        sessions.load(source);
        int users = (int) source.getLong();
        sessionByUser = new long[Math.max(256, users)];
        for (int user = 0; user < users; user++) {
            sessionByUser[user] = source.getLong();
        }
    }
}
