package throughline.books;

/**
 * How far the books are: the last record taken, and the chain's head there.
 *
 * @param seq of the record in the back journal
 * @param crc of that record, as an unsigned int
 * @param epoch of the journal, from its first record
 * @param place of the record's document in the journal; a hint, which a copied journal need not keep
 * @param entries booked so far
 * @param head of the chain over them, 64 hexadecimal digits
 */
public record Position(long seq, long crc, long epoch, long place, long entries, String head) {
}
