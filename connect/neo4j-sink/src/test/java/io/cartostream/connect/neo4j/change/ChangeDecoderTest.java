package io.cartostream.connect.neo4j.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class ChangeDecoderTest {
    private static final EntityKey.Node FROM = new EntityKey.Node("EC2Instance", "i-1");
    private static final EntityKey.Node TO = new EntityKey.Node("EC2Subnet", "s|1");

    private final ChangeRecords records = new ChangeRecords(4);
    private final ChangeDecoder decoder = new ChangeDecoder();

    @Test
    void shouldDecodeEveryTypeOfValueWhenANodeIsUpserted() {
        ZonedDateTime time = ZonedDateTime.parse("2026-03-01T10:11:12+01:00[Europe/Berlin]");
        Map<String, Object> properties = Map.ofEntries(
                Map.entry("b", true),
                Map.entry("l", 7L),
                Map.entry("d", 1.5),
                Map.entry("s", "x"),
                Map.entry("t", time),
                Map.entry("lb", List.of(true, false)),
                Map.entry("ll", List.of(1L, 2L)),
                Map.entry("ld", List.of(0.5)),
                Map.entry("ls", List.of("a", "b")),
                Map.entry("lt", List.of(time)));

        EntityChange change =
                decode(records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance", "Instance"), properties));

        assertThat(change.key()).isEqualTo("N|EC2Instance|i-1");
        assertThat(change.effectiveTime()).isEqualTo(1_760_000_000_000L);
        assertThat(change.nominated()).isEmpty();
        assertThat(change.row().get("properties").asMap()).isEqualTo(with(properties, "_key", "N|EC2Instance|i-1"));
    }

    @Test
    void shouldWriteOneTextForAllNodesWhateverTheirLabels() {
        EntityChange one = decode(records.nodeUpsert("A", "1", List.of("B", "A", "A"), Map.of("x", 1)));
        EntityChange other = decode(records.nodeUpsert("C", "2", List.of(), Map.of()));

        assertThat(other.statement()).isSameAs(one.statement());
        assertThat(one.row().get("labels").asList()).isEqualTo(List.of("A", "B"));
        assertThat(other.row().get("labels").asList()).isEqualTo(List.of("C"));
        assertThat(one.statement().text()).isEqualTo("""
            UNWIND $rows AS row
            MERGE (n:CartostreamEntity {_key: row.key})
            REMOVE n:CartostreamBare
            SET n = row.properties
            SET n:$(row.labels)
            WITH n, row WHERE size(labels(n)) > size(row.labels) + 1
            REMOVE n:$([label IN labels(n) WHERE label <> 'CartostreamEntity' AND NOT label IN row.labels])\
            """);
    }

    @Test
    void shouldKeepTextsStableWhenRelationshipsAreWritten() {
        EntityChange upsert = decode(records.relationshipUpsert("PART`OF", FROM, TO, Map.of("lastupdated", 1L)));
        EntityChange delete = decode(records.relationshipDelete("PART_OF", FROM, TO));

        assertThat(upsert.statement().text()).isEqualTo("""
            UNWIND $rows AS row
            MERGE (a:CartostreamEntity {_key: row.from}) ON CREATE SET a:CartostreamBare
            MERGE (b:CartostreamEntity {_key: row.to}) ON CREATE SET b:CartostreamBare
            MERGE (a)-[r:`PART``OF`]->(b)
            SET r = row.properties\
            """);
        assertThat(upsert.row().asMap())
                .isEqualTo(Map.of(
                        "from",
                        "N|EC2Instance|i-1",
                        "to",
                        "N|EC2Subnet|s\\|1",
                        "properties",
                        Map.of("lastupdated", 1L)));
        assertThat(delete.statement().text()).isEqualTo("""
            UNWIND $rows AS row
            MATCH (a:CartostreamEntity {_key: row.from})
            MATCH (b:CartostreamEntity {_key: row.to})
            CALL (a, b) { MATCH (a)-[r:`PART_OF`]->(b) DELETE r }\
            """);
        assertThat(delete.nominated()).containsExactly("N|EC2Instance|i-1", "N|EC2Subnet|s\\|1");
    }

    @Test
    void shouldNominateTheNodeWhenItIsDeleted() {
        EntityChange change = decode(records.nodeDelete("A", "1"));

        assertThat(change.nominated()).containsExactly("N|A|1");
        assertThat(change.statement().phase()).isEqualTo(WritePhase.NODE_DELETE);
    }

    @Test
    void shouldCountIdsOfWhateverIsDoneWithThem() {
        String id = "i".repeat(4_000);
        EntityKey.Node from = new EntityKey.Node("A", id);
        EntityKey.Node to = new EntityKey.Node("A", id);

        assertThat(decode(records.nodeUpsert("A", id, List.of(), Map.of())).bytes())
                .as("as the key of the row, and as a property of the node")
                .isBetween(8_000, 9_000);
        assertThat(decode(records.nodeDelete("A", id)).bytes()).isBetween(4_000, 5_000);
        assertThat(decode(records.relationshipUpsert("R", from, to, Map.of())).bytes())
                .isBetween(8_000, 9_000);
        assertThat(decode(records.relationshipDelete("R", from, to)).bytes()).isBetween(8_000, 9_000);
    }

    @Test
    void shouldCountBytesAndNotCharacters() {
        assertThat(bytesOf("ü".repeat(1_000)) - bytesOf("")).isEqualTo(2_000);
        assertThat(bytesOf("漢".repeat(1_000)) - bytesOf("")).isEqualTo(3_000);
        assertThat(bytesOf("😀".repeat(1_000)) - bytesOf("")).isEqualTo(4_000);
        assertThat(bytesOf(List.of("漢", "x")) - bytesOf(List.of("", ""))).isEqualTo(4);
    }

    private int bytesOf(Object value) {
        return decode(records.nodeUpsert("A", "1", List.of(), Map.of("p", value)))
                .bytes();
    }

    @Test
    void shouldRefuseWhatCanNeverBeWritten() {
        refused(records.nodeUpsert("A", "1", List.of("A", "CartostreamBare"), Map.of()), "reserved");
        refused(records.nodeUpsert("A", "1", List.of("A", "back\\u0060slash"), Map.of()), "backslash");
        refused(records.nodeUpsert("A", "1", List.of("A", " "), Map.of()), "characters");
        refused(records.nodeUpsert("A", "1", List.of("A"), Map.of("_key", "mine")), "reserved");
        refused(records.relationshipDelete("A\nB", FROM, TO), "control characters");
        SinkRecord good = records.nodeDelete("A", "1");
        assertThatExceptionOfType(InvalidChangeException.class)
                .isThrownBy(() -> decoder.decode("N|A|2", good.value()))
                .withMessageContaining("N|A|1");
        assertThatExceptionOfType(InvalidChangeException.class)
                .isThrownBy(() -> decoder.decode("N|A|1", "{\"operation\": \"NODE_DELETE\"}"))
                .withMessageContaining("converter");
        assertThatExceptionOfType(InvalidChangeException.class)
                .isThrownBy(() -> decoder.decode("N|A|1", null))
                .withMessageContaining("converter");
    }

    private void refused(SinkRecord record, String reason) {
        assertThatExceptionOfType(InvalidChangeException.class)
                .isThrownBy(() -> decode(record))
                .withMessageContaining(reason);
    }

    private EntityChange decode(SinkRecord record) {
        return decoder.decode(record.key(), record.value());
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
