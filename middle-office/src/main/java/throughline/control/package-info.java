/**
 * Controls: what an order, an amendment or a basket's member must pass, each control a type of its own, asked in the
 * order of {@link throughline.control.Checks}. Risk asks them and writes down what they say. They read limits, states
 * and exposures and change none of them; they never see a record's journal, and allocate nothing.
 */
package throughline.control;
