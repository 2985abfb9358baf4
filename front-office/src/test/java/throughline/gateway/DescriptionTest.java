package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.openapi.Description;

/** The description is valid, names every route and no more, and its page takes nothing from elsewhere. */
class DescriptionTest {
    @TempDir
    private Path directory;

    @Test
    void isValidAndServedWithItsPage() throws Exception {
        RunningFront.CONTRACT.proveValid();
        try (RunningFront front = new RunningFront(directory)) {
            RunningFront.CONTRACT.proveSame(front.operations().keySet());
            HttpResponse<String> yaml = front.call("GET", "/openapi.yaml", null, null);
            assertEquals(Description.of("front").text(), yaml.body());
            HttpResponse<String> page = front.call("GET", "/docs", null, null);
            assertEquals(200, page.statusCode());
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'self';") && !policy.contains("script-src"), policy);
            assertFalse(page.body().contains("http"), "a page of ours asks nobody else");
            for (String part : page.body().split("\"")) {
                if (part.startsWith("/docs/")) {
                    assertEquals(200, front.call("GET", part, null, null).statusCode(), part);
                }
            }
            assertEquals(405, front.call("DELETE", "/v1/prices", front.token("risk"), null).statusCode());
            assertEquals(404, front.call("GET", "/v1/nothing", front.token("risk"), null).statusCode());
        }
    }
}
