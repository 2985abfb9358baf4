package throughline.gateway;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a front office, which is up before the first of them and down after the last. */
abstract class OneFront {
    static RunningFront front;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void frontUp() throws Exception {
        front = new RunningFront(directory);
    }

    @AfterAll
    static void frontDown() {
        front.close();
    }
}
