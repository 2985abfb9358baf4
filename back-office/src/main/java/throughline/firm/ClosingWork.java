package throughline.firm;

import throughline.office.Step;

/** A part of a day's close that is done in slices, once risk has closed. What is left of it follows from the state. */
public interface ClosingWork {
    /** A close begins its work: whatever was found to be done before is to be looked at again. */
    default void begin() {
    }

    /**
     * Adds a slice of at most {@link Step#MAX_SLICE} records, or a few more of one entry.
     *
     * @return whether it wrote anything; false: nothing is left
     */
    boolean write(Step step);
}
