package throughline.backup;

/**
 * A copied file.
 *
 * @param path below the data directory, with slashes
 * @param mode who may do what with it, as in {@code rw-------}
 * @param bytes its length
 * @param sha256 of its bytes, hexadecimal
 */
record CopiedFile(String path, String mode, long bytes, String sha256) {
    /** First word of its line in the manifest. */
    static final String WORD = "file";

    private static final int WORDS = 5;

    String line() {
        return String.join(" ", WORD, mode, Long.toString(bytes), sha256, path);
    }

    /** @throws IllegalArgumentException when it is not such a line */
    static CopiedFile of(String line) {
        String[] words = line.split(" ", WORDS);
        if (words.length != WORDS) {
            throw new IllegalArgumentException("not a file's line: " + line);
        }
        return new CopiedFile(words[4], words[1], Long.parseLong(words[2]), words[3]);
    }
}
