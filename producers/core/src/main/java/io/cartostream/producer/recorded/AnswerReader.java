package io.cartostream.producer.recorded;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.PageTokens;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams the items out of one answer. Holds one item at a time or, where parent fields are copied, the items of one enclosing
 * element, because its fields may follow them.
 */
final class AnswerReader {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(
                    JsonReadFeature
                            .ALLOW_NON_NUMERIC_NUMBERS) // Python prints NaN and Infinity; the payload has them as texts
            .build();

    private final String file;
    private final ResourceType type;
    private final PageTokens tokens;
    private final Consumer<RawResource> consumer;
    private boolean foundList;
    private boolean token;
    private @Nullable Boolean truncated;

    private AnswerReader(String file, ResourceType type, PageTokens tokens, Consumer<RawResource> consumer) {
        this.file = file;
        this.type = type;
        this.tokens = tokens;
        this.consumer = consumer;
    }

    /** Reads a listing; returns whether the answer says that a further page follows. */
    static boolean readItems(
            String file, InputStream answer, ResourceType type, PageTokens tokens, Consumer<RawResource> consumer)
            throws SourceException {
        AnswerReader reader = new AnswerReader(file, type, tokens, consumer);
        reader.parse(answer, parser -> reader.element(parser, 0));
        if (!reader.foundList && !type.omitsEmpty()) {
            throw ManifestReader.malformed(
                    file + " has no '" + type.itemPath().get(0) + "': it is not an answer of " + type.operationName(),
                    null);
        }
        return reader.truncated == null ? reader.token : reader.truncated;
    }

    /** Reads an answer that is the item itself. An answer without members may be an empty file. */
    static ObjectNode readWhole(String file, InputStream answer, ResourceType type, PageTokens tokens)
            throws SourceException {
        List<ObjectNode> whole = new ArrayList<>(1);
        AnswerReader reader = new AnswerReader(file, type, tokens, item -> {});
        reader.parse(answer, parser -> whole.add(reader.object(parser)));
        return whole.isEmpty() ? JSON.createObjectNode() : whole.get(0);
    }

    /** Whether an answer that is the item itself says that a further page follows. */
    static boolean furtherPage(ObjectNode answer, PageTokens tokens) {
        boolean token = false;
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            if (tokens.isFlag(member.getKey())) {
                return member.getValue().asBoolean();
            }
            token |= tokens.isToken(member.getKey())
                    && !member.getValue().asText().isEmpty();
        }
        return token;
    }

    @FunctionalInterface
    private interface Content {
        void read(JsonParser parser) throws IOException, SourceException;
    }

    private void parse(InputStream answer, Content content) throws SourceException {
        try (JsonParser parser = JSON.getFactory().createParser(answer)) {
            JsonToken first = parser.nextToken();
            if (first == null && type.omitsEmpty() && !type.listing()) {
                return;
            }
            if (first == null) {
                throw ManifestReader.malformed(
                        file + " is empty: it is not an answer of " + type.operationName(), null);
            }
            if (first != JsonToken.START_OBJECT) {
                throw at(parser.currentTokenLocation(), "the answer is not a JSON object");
            }
            content.read(parser);
            if (parser.nextToken() != null) {
                throw at(parser.currentTokenLocation(), "something follows the answer");
            }
        } catch (JsonProcessingException e) {
            throw at(e.getLocation(), ManifestReader.plain(e));
        } catch (ClosedByInterruptException e) {
            throw (CancellationException) new CancellationException("interrupted while reading").initCause(e);
        } catch (IOException e) {
            throw ManifestReader.malformed(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads one object of the way to the items, from its start to its end. */
    private void element(JsonParser parser, int depth) throws IOException, SourceException {
        boolean encloses = depth == type.itemPath().size() - 1;
        boolean keeps = encloses && !type.parentFields().isEmpty();
        ObjectNode parent = JSON.createObjectNode();
        List<ObjectNode> held = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals(type.itemPath().get(depth))) {
                foundList = true;
                list(parser, depth, keeps ? held : null);
            } else if (keeps && type.parentFields().contains(field)) {
                parent.set(field, JSON.readTree(parser));
            } else {
                if (depth == 0) {
                    paging(parser, field, value);
                }
                parser.skipChildren();
            }
        }
        for (ObjectNode item : held) {
            item.set(RawResource.PARENT_KEY, parent.deepCopy());
            emit(parser, item);
        }
    }

    /** Some services give an empty token on the last page. */
    private void paging(JsonParser parser, String field, JsonToken value) throws IOException {
        if (tokens.isFlag(field)) {
            truncated = value == JsonToken.VALUE_TRUE;
        } else if (value == JsonToken.VALUE_STRING && tokens.isToken(field)) {
            token |= !parser.getText().isEmpty();
        }
    }

    private void list(JsonParser parser, int depth, @Nullable List<ObjectNode> held)
            throws IOException, SourceException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw at(parser.currentTokenLocation(), "'" + type.itemPath().get(depth) + "' is not a list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw at(
                        parser.currentTokenLocation(),
                        "an element of '" + type.itemPath().get(depth) + "' is not an object");
            }
            if (depth < type.itemPath().size() - 1) {
                element(parser, depth + 1);
            } else if (held != null) {
                held.add(object(parser));
            } else {
                emit(parser, object(parser));
            }
        }
    }

    private ObjectNode object(JsonParser parser) throws IOException {
        return JSON.readTree(parser);
    }

    private void emit(JsonParser parser, ObjectNode item) throws SourceException {
        if (!type.wants(item)) {
            return;
        }
        Optional<String> id = type.idOf(item);
        if (id.isEmpty()) {
            throw at(parser.currentTokenLocation(), "an item of " + type.name() + " has no '" + type.idFields() + "'");
        }
        consumer.accept(new RawResource(id.get(), item));
    }

    private SourceException at(@Nullable JsonLocation location, String problem) {
        String position = location == null
                ? ""
                : ":" + location.getLineNr() + ":" + location.getColumnNr() + " (byte " + location.getByteOffset()
                        + ")";
        return ManifestReader.malformed(file + position + ": " + problem, null);
    }
}
