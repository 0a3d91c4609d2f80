package io.cartostream.engine.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The first 128 bits of SHA-256. Distinguishes contents even if someone chose them to collide. */
public final class ContentDigest {
    /** Length of a digest in bytes. */
    public static final int LENGTH = 16;

    /** Cached for each thread, because the look-up of the algorithm takes longer than a short digest. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ContentDigest::sha256);

    private ContentDigest() {}

    /** The digest of bytes. */
    public static ByteContent of(byte[] content) {
        return new ByteContent(Arrays.copyOf(SHA_256.get().digest(content), LENGTH));
    }

    /** The digest of text. */
    public static ByteContent of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest in hex. */
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content).content());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
