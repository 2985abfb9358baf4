/**
 * Copies a firm as one whole: its three journals up to a cut in which each names only what is inside, and the files
 * beside them that it needs to start again; and puts such a copy back.
 * Only the launcher calls it, by way of the console, also while the firm runs.
 * It never writes into what it copies from, never copies what the journals can give again (books, snapshots, indexes),
 * and never takes bytes on trust: each record is held against its CRC and seq, each file against its hash.
 */
package throughline.backup;
