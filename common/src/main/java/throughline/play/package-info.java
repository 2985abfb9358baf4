/**
 * Sends the lines of a file through the front office's public interface, in the file's order, and counts the answers.
 * The verbs of {@code ./firm} call it: one thread hands lines over, one event loop sends them and hears what came back.
 * It never judges an order or a price, never reads a journal, and knows no office but by HTTP.
 */
package throughline.play;
