package throughline.exposure;

import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Tokens for messages, by session, trader and firm. One thread. */
public final class Buckets implements State {
    Buckets(Limits limits, Names names) {
    }

    /** A cancel takes a token too, and is never refused for want of one. */
    public void canceled(int userId, long timeNs) {
    }

    /** A new order or an amendment took its token. */
    public void took(int sessionId, int userId, long timeNs) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
