package throughline.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** A SHA-256 in the making. */
final class Hash {
    private final MessageDigest digest;
    private byte[] bytes = new byte[1 << 16];

    Hash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this java has no SHA-256", e);
        }
    }

    Hash add(byte[] source, int length) {
        digest.update(source, 0, length);
        return this;
    }

    void add(DirectBuffer source, int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        source.getBytes(0, bytes, 0, length);
        add(bytes, length);
    }

    /** Hexadecimal; nothing can be added after. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
