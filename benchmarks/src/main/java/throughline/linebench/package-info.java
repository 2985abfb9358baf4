/**
 * Rigs over the whole line of an order, beside bare queues that carry the same documents. Only the bench verb calls
 * them. They leave no control, no check and no record out, and state what they cannot measure.
 */
package throughline.linebench;
