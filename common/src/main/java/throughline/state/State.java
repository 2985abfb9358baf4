package throughline.state;

/** A part of a state machine's state. What can be derived from the rest (indexes) is rebuilt on load, not saved. */
public interface State {
    /** Writes itself down. */
    void save(StateSink sink);

    /** Becomes what was written down. */
    void load(StateSource source);
}
