/**
 * The secrets of signing in, as files of the data directory: password hashes, the signing key of tokens, the first
 * start's credentials. Desks and the launcher's verbs read and write them. They never stand in a journal, nor does
 * anything here know HTTP.
 */
package throughline.signin;
