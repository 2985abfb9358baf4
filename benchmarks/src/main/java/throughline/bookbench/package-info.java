/**
 * The rigs of the books: how fast they are written, what a proof finds in damaged ones, and how long a day's close
 * takes; each drives a real back office over journals in files and a real PostgreSQL. The bench verb and the tests
 * call it. It is never part of an office, and what it writes by hand it writes into directories of its own.
 */
package throughline.bookbench;
