/**
 * What programs and people are told of an office's ways in: {@code /openapi.yaml} and the page {@code /docs} that shows
 * it. Each office's main adds it to its desk's server. It never makes a description up: it serves texts of the class
 * path.
 */
package throughline.openapi;
