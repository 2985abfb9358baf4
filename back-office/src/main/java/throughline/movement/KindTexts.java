package throughline.movement;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the entry of a movement says of it: its kind, in plain words. */
final class KindTexts {
    private final byte[][] texts;

    /** Of all kinds there are, in their order. */
    KindTexts(Enum<?>[] kinds) {
        texts = new byte[kinds.length][];
        for (Enum<?> kind : kinds) {
            texts[kind.ordinal()] = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                .getBytes(StandardCharsets.US_ASCII);
        }
    }

    byte[] of(Enum<?> kind) {
        return texts[kind.ordinal()];
    }
}
