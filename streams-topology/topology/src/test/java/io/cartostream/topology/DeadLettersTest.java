package io.cartostream.topology;

import static io.cartostream.topology.Fixtures.SCOPE;
import static io.cartostream.topology.TopologyHarness.keyOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input never kills and is never dropped. */
class DeadLettersTest {

    private final TopologyHarness harness;
    private final InventoryEvent good;

    DeadLettersTest(@TempDir Path state) {
        harness = new TopologyHarness(state, 1);
        good = Fixtures.observed(SCOPE, "a", "{\"name\":\"A\"}", harness.now());
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldKeepBytesAndSayWhereWhenValueIsNotAvro() {
        byte[] key = keyOf(good);
        byte[] value = "{\"json\": true}".getBytes(UTF_8);

        harness.sendBytes(key, value);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, DeadLetterHeader.REASON)).isEqualTo("NOT_AVRO");
        assertThat(header(letter, DeadLetterHeader.MESSAGE))
                .isEqualTo("the value does not begin with the magic byte 0 and a schema id");
        assertThat(header(letter, DeadLetterHeader.TOPIC)).isEqualTo("t.inventory-raw");
        assertThat(header(letter, DeadLetterHeader.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetterHeader.OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetterHeader.TIMESTAMP))
                .isEqualTo(Long.toString(TopologyHarness.START.toEpochMilli()));
        assertThat(header(letter, DeadLetterHeader.AT)).matches("\\d+");
        assertThat(header(letter, DeadLetterHeader.STAGE)).isEqualTo("topology/scope");
        assertThat(letter.headers().lastHeader(DeadLetterHeader.TRUNCATED_SHA256))
                .isNull();
    }

    @Test
    void shouldDeadLetterWhenKeyOrValueIsMissing() {
        harness.sendBytes(null, harness.bytes(good));
        assertReason("NULL_KEY");
        harness.sendBytes(keyOf(good), null);
        assertReason("NULL_VALUE");
    }

    @Test
    void shouldDeadLetterWhenSchemaIsUnknownOrAnother() throws Exception {
        harness.sendBytes(keyOf(good), withSchemaId(harness.bytes(good), 4711));
        assertReason("UNKNOWN_SCHEMA");

        int other = harness.registry().register("other-value", new AvroSchema("\"string\""));
        harness.sendBytes(keyOf(good), withSchemaId(harness.bytes(good), other));
        assertReason("WRONG_SCHEMA");
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void shouldDeadLetterWhenAvroIsTooShortOrTooLong(int difference) {
        byte[] bytes = harness.bytes(good);

        harness.sendBytes(keyOf(good), Arrays.copyOf(bytes, bytes.length + difference));

        assertReason("NOT_AVRO");
    }

    @Test
    void shouldDeadLetterWhenTheSchemaIdIsCut() {
        harness.sendBytes(keyOf(good), Arrays.copyOf(harness.bytes(good), 3));

        assertReason("NOT_AVRO");
    }

    @Test
    void shouldNameThePartitionerWhenRecordIsInTheWrongPartition() {
        harness.restart(4);

        harness.sendBytes("test/acme/here/elsewhere".getBytes(UTF_8), harness.bytes(good));

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, DeadLetterHeader.REASON)).isEqualTo("WRONG_PARTITION");
        assertThat(header(letter, DeadLetterHeader.MESSAGE)).contains("partitioner=murmur2_random");
    }

    @Test
    void shouldDeadLetterWhenKeyIsOfAnotherScope() {
        harness.sendBytes("test/other/here/test.thing".getBytes(UTF_8), harness.bytes(good));

        assertReason("KEY_MISMATCH");
    }

    @Test
    void shouldDeadLetterWhenScopeIsBlank() {
        InventoryEvent blank = InventoryEvent.newBuilder(good).setAccount("").build();

        harness.sendBytes(keyOf(blank), harness.bytes(blank));

        assertReason("INVALID_EVENT");
    }

    @Test
    void shouldDeadLetterWithSubjectWhenPayloadIsNotJson() {
        harness.send(Fixtures.observed(SCOPE, "a", "no json", harness.now()));

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, DeadLetterHeader.REASON)).isEqualTo("PAYLOAD_NOT_JSON");
        assertThat(header(letter, DeadLetterHeader.SUBJECT)).contains("a");
    }

    @Test
    void shouldDeadLetterWhenNoModelCoversTheType() {
        harness.send(Fixtures.observed(new Scope("test", "acme", "here", "test.unheard"), "a", "{}", harness.now()));

        assertReason("NO_MODEL");
    }

    @Test
    void shouldKeepFirstBytesAndHashWhenRecordIsTooLarge() throws Exception {
        byte[] large = new byte[TopicName.MAX_MESSAGE_BYTES];
        Arrays.fill(large, (byte) 7);

        harness.sendBytes(keyOf(good), large);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, DeadLetterHeader.REASON)).isEqualTo("TOO_LARGE");
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(large, 64 * 1024));
        assertThat(header(letter, DeadLetterHeader.TRUNCATED_SHA256))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(large)));
    }

    @Test
    void shouldKeepHeadersAndSayNothingOfThemWhenTheyAreFew() {
        Headers headers = new RecordHeaders().add("trace", "42".getBytes(UTF_8)).add("nothing", null);

        harness.sendBytes(keyOf(good), new byte[] {1, 2, 3}, headers);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, "trace")).isEqualTo("42");
        assertThat(letter.headers().headers("nothing")).hasSize(1);
        assertThat(letter.headers().headers(DeadLetterHeader.HEADERS_OMITTED)).isEmpty();
    }

    @Test
    void shouldKeepSomeHeadersAndSayHowManyAreLeftOutWhenThereAreVeryMany() {
        Headers headers = new RecordHeaders().add("long", new byte[3_000]);
        for (int i = 0; i < 10_000; i++) {
            headers.add("h" + i, new byte[1_000]);
        }

        harness.sendBytes(keyOf(good), new byte[] {1, 2, 3}, headers);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        int bytes = 0;
        int kept = 0;
        for (Header header : letter.headers()) {
            bytes += header.key().length() + header.value().length;
            kept += header.key().startsWith("h") ? 1 : 0;
        }
        assertThat(bytes).isBetween(31 * 1024, 33 * 1024);
        assertThat(kept).isEqualTo(32);
        assertThat(header(letter, DeadLetterHeader.HEADERS_OMITTED)).isEqualTo("9969");
    }

    @Test
    void shouldGoOnWithTheNextRecordWhenOneIsBad() {
        harness.sendBytes(keyOf(good), new byte[] {1, 2, 3});
        harness.send(good);

        assertThat(harness.deadLetters()).hasSize(1);
        assertThat(harness.changes()).hasSize(1);
    }

    private void assertReason(String reason) {
        assertThat(header(onlyLetter(), DeadLetterHeader.REASON)).isEqualTo(reason);
        assertThat(harness.changes()).isEmpty();
    }

    private TestRecord<byte[], byte[]> onlyLetter() {
        return assertThat(harness.deadLetters()).hasSize(1).actual().get(0);
    }

    private static @Nullable String header(TestRecord<byte[], byte[]> letter, String name) {
        return letter.headers().lastHeader(name) == null
                ? null
                : new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static byte[] withSchemaId(byte[] value, int id) {
        byte[] changed = value.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }
}
