/**
 * The records of the three journals: codecs generated from {@code messages.xml}, and the header they share. Everyone
 * may read and write records; only an office's step stamps their headers. Nothing here decides, stores or transports.
 */
package throughline.message;
