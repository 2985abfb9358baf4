/**
 * What an order is and may become: identity, repeats, state, cancel, and the session and halts that end orders. The
 * front's agent and its desk drive it as one state machine; gateways and tests may read it. It never judges what risk
 * judges, never matches orders itself, and knows no clock, file, thread or network.
 */
package throughline.capture;
