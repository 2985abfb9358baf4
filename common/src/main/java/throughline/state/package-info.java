/**
 * What a deterministic state machine keeps: tables of longs, texts, and the way both are hashed and written down. Every
 * state machine builds its state of these. There is no clock, thread, file or random here.
 */
package throughline.state;
