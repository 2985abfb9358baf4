/**
 * Append and poll documents of records: the only place that knows Chronicle Queue. An office writes its own journal,
 * and anyone may read any. A journal never interprets what a record says, and never loses or reorders one.
 */
package throughline.journal;
