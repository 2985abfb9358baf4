/**
 * Measurements of each hot part alone, beside its peers, and of the whole line, with JMH and a rig of our own.
 * Only the launcher's verb {@code bench} and a developer's hand call it.
 * It is never on the way of an order: no office knows it.
 */
package throughline.benchmark;
