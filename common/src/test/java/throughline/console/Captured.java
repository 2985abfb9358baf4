package throughline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What a verb said and how it ended. */
record Captured(int exit, String out, String err) {
    static Captured of(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, UTF_8));
            System.setErr(new PrintStream(errBytes, true, UTF_8));
            int exit = Firm.run(arguments);
            return new Captured(exit, outBytes.toString(UTF_8), errBytes.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What stands behind a name that begins a line. */
    String value(String name) {
        return out.lines().map(String::strip).filter(line -> line.startsWith(name + " "))
            .map(line -> line.substring(name.length()).strip()).findFirst().orElse("nothing said of " + name);
    }
}
