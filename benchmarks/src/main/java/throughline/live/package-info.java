/**
 * The real offices as processes of their own, killed, left away and asked by clients who never hear, and what must hold
 * of them afterwards. The benchmarks' commands and the tests drive it. It never looks into an office's memory: it asks
 * over HTTP and reads the files.
 */
package throughline.live;
