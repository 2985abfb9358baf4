package throughline.riskdesk;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a middle office, which is up before the first of them and down after the last. */
abstract class OneMiddleOffice {
    static RunningMiddleOffice office;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void officeUp() throws Exception {
        office = new RunningMiddleOffice(directory);
    }

    @AfterAll
    static void officeDown() {
        office.close();
    }
}
