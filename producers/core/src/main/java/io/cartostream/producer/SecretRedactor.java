package io.cartostream.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.ResourceType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the secrets that the catalogue names by {@code [redacted hmac-sha256:…]}: equal secrets stay equal under one key, and
 * no one without the key can guess them. Without a key the hash is left out. Safe for use by many threads.
 */
public final class SecretRedactor {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 16;

    private final @Nullable SecretKeySpec key;
    private volatile boolean leftOutHash;

    private SecretRedactor(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /** With that key; null or blank leaves the hash out. */
    public static SecretRedactor withKey(@Nullable String key) {
        return new SecretRedactor(
                key == null || key.isBlank()
                        ? null
                        : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** True if something has been redacted without a hash, because there is no key. */
    public boolean leftOutHash() {
        return leftOutHash;
    }

    /** Changes the payload in place by the type's rules; an absent path is no error. */
    public void apply(ResourceType type, ObjectNode payload) {
        for (List<String> path : type.redactions()) {
            redact(payload, path);
        }
    }

    private void redact(JsonNode node, List<String> path) {
        if (node instanceof ArrayNode list) {
            list.forEach(element -> redact(element, path));
        } else if (node instanceof ObjectNode object) {
            String field = path.get(0);
            JsonNode value = object.get(field);
            if (value == null || value.isNull()) {
                return;
            }
            if (path.size() > 1) {
                redact(value, path.subList(1, path.size()));
            } else {
                object.put(field, marker(value));
            }
        }
    }

    private String marker(JsonNode secret) {
        if (key == null) {
            leftOutHash = true;
            return "[redacted]";
        }
        String text = secret.isTextual() ? secret.textValue() : secret.toString();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return "[redacted hmac-sha256:" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + "]";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
