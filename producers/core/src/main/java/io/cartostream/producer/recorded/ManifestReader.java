package io.cartostream.producer.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ErrorClassifier;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.recorded.ManifestEntry.RecordedError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code manifest.jsonl} line by line. A bad line is an error, because it may be a page that a sync would miss. */
final class ManifestReader {

    static final String FILE = "manifest.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, String> texts = new HashMap<>();
    private final Function<String, ErrorClassifier> errors;
    private int line;

    private ManifestReader(Function<String, ErrorClassifier> errors) {
        this.errors = errors;
    }

    /**
     * Reads the manifest of a folder.
     *
     * @param errors says by a provider's name how its errors are read
     */
    static void read(Path folder, Function<String, ErrorClassifier> errors, Consumer<ManifestEntry> consumer)
            throws SourceException {
        new ManifestReader(errors).readAll(folder, consumer);
    }

    private void readAll(Path folder, Consumer<ManifestEntry> consumer) throws SourceException {
        Path manifest = folder.resolve(FILE);
        if (!Files.isRegularFile(manifest)) {
            throw malformed("there is no " + manifest + ": recorded answers are a folder with a " + FILE, null);
        }
        try (BufferedReader lines = Files.newBufferedReader(manifest, StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                if (!text.isBlank()) {
                    consumer.accept(entry(manifest, text));
                }
            }
        } catch (IOException e) {
            throw malformed(manifest + " cannot be read after line " + line + ": " + e.getMessage(), e);
        }
    }

    private ManifestEntry entry(Path manifest, String text) throws SourceException {
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("the line is not a JSON object");
            }
            RecordedError error = error(text(node, "provider"), node.get("error"));
            String file = error == null ? text(node, "file") : null;
            return new ManifestEntry(
                    line,
                    text(node, "provider"),
                    text(node, "account"),
                    text(node, "region"),
                    text(node, "service"),
                    text(node, "operation"),
                    file,
                    parameters(node.get("parameters")),
                    page(node.get("page")),
                    time(node.get("time")),
                    error);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw malformed(manifest + ":" + line + ":" + column + ": " + plain(e), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(manifest + ":" + line + ": " + e.getMessage(), e);
        }
    }

    /** The parser's message without its own description of the location. */
    static String plain(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage()).replaceAll("\\s*\\([^(]*\\[Source: .*\\]\\)", "");
    }

    /** The same few texts appear on every line, so each is kept once. */
    private String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException("'" + field + "' is missing or not a text");
        }
        return texts.computeIfAbsent(value.textValue(), same -> same);
    }

    private static Map<String, String> parameters(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("'parameters' is not an object");
        }
        Map<String, String> parameters = new HashMap<>();
        node.properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        return parameters;
    }

    private static @Nullable Integer page(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isInt() || node.intValue() < 0) {
            throw new IllegalArgumentException("'page' is not the number of a page: " + node);
        }
        return node.intValue();
    }

    private static @Nullable Instant time(@Nullable JsonNode node) {
        return node == null || node.isNull()
                ? null
                : OffsetDateTime.parse(node.asText()).toInstant();
    }

    private @Nullable RecordedError error(String provider, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isObject()) {
            String permission = node.path("permission").asText("");
            return new RecordedError(
                    node.path("code").asText(""),
                    node.path("message").asText(""),
                    permission.isEmpty() ? null : permission);
        }
        return new RecordedError(errors.apply(provider).codeIn(node.asText()), node.asText(), null);
    }

    static SourceException malformed(String message, @Nullable Throwable cause) {
        return new SourceException(ReadFailure.of(FailureReason.MALFORMED_ANSWER, message), cause);
    }
}
