/**
 * The way in over HTTP measured: orders a second of the real firm beside a bare handler that parses and answers the
 * same JSON, under one load generator. The bench verb calls its commands. It never measures inside one process what
 * life has in several, and counts nothing as an order that does not rest in the book.
 */
package throughline.webbench;
