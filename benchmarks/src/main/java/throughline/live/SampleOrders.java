package throughline.live;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import throughline.files.LineFile;
import throughline.files.OrderFile;
import throughline.files.OrderLine;
import throughline.files.ReferenceRows;
import throughline.files.SampleDay;

/** Orders of a seeded sample day; another seed gives other {@code clOrdId}s. Stateless. */
final class SampleOrders {
    private SampleOrders() {
    }

    static List<OrderLine> of(ReferenceRows reference, long seed, int count) {
        StringBuilder file = new StringBuilder();
        List<OrderLine> lines = new ArrayList<>();
        try {
            SampleDay.write(reference, seed, count, file);
            byte[] bytes = file.toString().getBytes(StandardCharsets.US_ASCII);
            try (LineFile<OrderLine> orderFile = OrderFile.of(new ByteArrayInputStream(bytes), "seed " + seed)) {
                boolean more = true;
                while (more) {
                    more = orderFile.poll(new LineFile.Listener<>() {
                        @Override
                        public void onLine(OrderLine line) {
                            lines.add(line);
                        }

                        @Override
                        public void onBadLine(long lineNumber, String reason) {
                            throw new IllegalStateException("line " + lineNumber + ": " + reason);
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
