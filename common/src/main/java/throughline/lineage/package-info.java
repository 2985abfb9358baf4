/**
 * An order's whole life, told from the three journals themselves: an index of each journal by order and by cause, the
 * front's by name too, kept beside it by the office that writes it, and the walk through records and sets that makes
 * the answer. Desks and the console may ask it; whatever the index lacks is read from the journal, so that an answer
 * never lacks it. It writes no journal, decides nothing, and an office goes on when it cannot.
 */
package throughline.lineage;
