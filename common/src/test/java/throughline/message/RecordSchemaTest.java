package throughline.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The schema as it is read must be the one the codecs were generated from. */
final class RecordSchemaTest {
    private static final int LAST_ID = 200;

    @Test
    void laysEveryFieldWhereItsCodecDoes() throws Exception {
        RecordSchema schema = RecordSchema.load();
        int messages = 0;
        for (int id = 1; id <= LAST_ID; id++) {
            RecordSchema.Layout layout = schema.message(id);
            if (layout == null) {
                continue;
            }
            messages++;
            Class<?> codec = Class.forName("throughline.message." + layout.name() + "Decoder");
            assertEquals(id, codec.getField("TEMPLATE_ID").getInt(null), layout.name());
            int end = 0;
            for (RecordSchema.Field field : layout.fields()) {
                String where = layout.name() + "." + field.name();
                assertEquals(codec.getMethod(field.name() + "EncodingOffset").invoke(null), field.offset(), where);
                assertEquals(codec.getMethod(field.name() + "EncodingLength").invoke(null), field.type().size(), where);
                end = field.offset() + field.type().size();
            }
            assertEquals(codec.getField("BLOCK_LENGTH").getInt(null), end, layout.name());
        }
        assertTrue(messages > 50, "all messages are looked at, and these were " + messages);
    }
}
