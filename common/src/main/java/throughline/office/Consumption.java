package throughline.office;

import throughline.message.JournalRecord;

/** How far an office has read its inputs: what each of its records names. */
final class Consumption {
    private final long[] seqs = new long[2];
    private final long[] crcs = new long[2];

    long seq(int input) {
        return seqs[input];
    }

    long crc(int input) {
        return crcs[input];
    }

    void read(int input, JournalRecord record) {
        seqs[input] = record.seq();
        crcs[input] = record.crc();
    }

    void set(int input, long seq, long crc) {
        seqs[input] = seq;
        crcs[input] = crc;
    }
}
