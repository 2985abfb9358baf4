package throughline.limit;

import throughline.reference.Scope;

/** What stands in scopes: an order being judged, or one that works. */
public interface InScopes {
    /**
     * One of its scopes, the widest first; at {@link Scope#COUNT} its own as an order.
     *
     * @return {@link Scope#NONE} where it stands in none of that kind
     */
    long scope(int width);
}
