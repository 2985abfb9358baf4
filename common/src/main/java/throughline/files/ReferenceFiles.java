package throughline.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a firm's reference files: those of a directory, or the sample firm that ships.
 *
 * <p>{@code instruments.csv}, {@code parties.csv}, {@code accounts.csv} and {@code limits.csv} must be there;
 * {@code ticks}, {@code cash}, {@code holdings}, {@code fees}, {@code custodian} and {@code venue} may be left out, and
 * then there is none of them (a custodian without rules settles everything); without {@code users.csv} the shipped
 * users come in, good for every desk. Everything is checked, and either all of it comes back or every problem by file
 * and line. Reads when asked, keeps nothing open; one thread.
 */
public final class ReferenceFiles {
    private static final String SHIPPED = "/throughline/sample/";
    private static final String USERS = "users.csv";
    /** The sample firm's instruments each have one tick, so it ships none. */
    private static final String TICKS = "ticks.csv";
    private static final Set<String> REQUIRED = Set.of("instruments.csv", "parties.csv", "accounts.csv", "limits.csv");
    private static final List<String> NAMES = List.of(TICKS, "instruments.csv", "parties.csv", "accounts.csv",
        "cash.csv", "holdings.csv", "fees.csv", USERS, "limits.csv", "custodian.csv", "venue.csv");

    private final Path directory;

    private ReferenceFiles(final Path directory) {
        this.directory = directory;
    }

    /** The files of a directory. */
    public static ReferenceFiles in(final Path directory) {
        return new ReferenceFiles(Objects.requireNonNull(directory));
    }

    /** The files of the sample firm, from the class path. */
    public static ReferenceFiles shipped() {
        return new ReferenceFiles(null);
    }

    /**
     * Reads and checks everything.
     *
     * @throws BadReferenceFilesException naming every problem; nothing of the files is to be used
     * @throws IOException                when a file cannot be read
     */
    public ReferenceRows read() throws IOException, BadReferenceFilesException {
        final Problems problems = new Problems();
        refuseStrangers(problems);
        final ReferenceReader reader = new ReferenceReader(problems);
        for (final String name : NAMES) {
            try (InputStream in = open(name)) {
                if (in != null) {
                    reader.read(name, in);
                } else if (name.equals(USERS)) {
                    readShippedUsers(reader);
                } else if (REQUIRED.contains(name)) {
                    problems.add(name, "is missing");
                }
            }
        }
        problems.throwIfAny();
        return reader.rows();
    }

    private static void readShippedUsers(final ReferenceReader reader) throws IOException {
        try (InputStream in = resource(USERS)) {
            reader.readShippedUsers(in);
        }
    }

    /** A misspelt file name must not pass for a file left out. */
    private void refuseStrangers(final Problems problems) throws IOException {
        if (directory == null) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        final Set<String> strangers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.csv")) {
            files.forEach(file -> strangers.add(file.getFileName().toString()));
        }
        NAMES.forEach(strangers::remove);
        strangers.forEach(name -> problems.add(name, "is none of " + String.join(", ", NAMES)));
    }

    private InputStream open(final String name) throws IOException {
        if (directory == null) {
            return resource(name);
        }
        final Path file = directory.resolve(name);
        return Files.exists(file) ? Files.newInputStream(file) : null;
    }

    private static InputStream resource(final String name) throws IOException {
        final InputStream in = ReferenceFiles.class.getResourceAsStream(SHIPPED + name);
        if (in == null && !TICKS.equals(name)) {
            throw new IOException("the shipped file " + SHIPPED + name + " is not on the class path");
        }
        return in;
    }
}
