/**
 * The rules of the house, read off the project's own source text and run as tests.
 * Nobody calls it but the test runner; a rule names the file, the line, the breach and what to do instead.
 * It never reads generated sources, and it never runs what it reads.
 */
package throughline.house;
