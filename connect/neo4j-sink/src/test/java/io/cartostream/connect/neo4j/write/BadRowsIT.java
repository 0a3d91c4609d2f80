package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What a bad row costs, in transactions: those that are committed and those that fail. */
final class BadRowsIT {
    private static final int ROWS = 1000;
    /** Attempts of a row that fails by its own fault. */
    private static final int ALONE = 3;
    /** Attempts of a row alone that may be losing races, and of the batch that it is found in. */
    private static final int ATTEMPTS = 5;

    private static final int RACING = 10;
    /** Where a bad row comes last: one that notes the offsets. */
    private static final int NOTING = 1;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);
    private final AtomicInteger transactions = new AtomicInteger();
    private final WriterHarness sink = new WriterHarness(
            neo4j,
            (tx, offsets, record) -> transactions.incrementAndGet(),
            new WriteLimits(ROWS, 64 << 20, RACING, 1, ATTEMPTS));

    BadRowsIT() {
        new SchemaKeeper(sink.graph).prepare(List.of());
        neo4j.run("CREATE INDEX FOR (n:Doc) ON (n.text)");
        neo4j.run("CREATE CONSTRAINT FOR (n:Doc) REQUIRE n.serial IS UNIQUE");
        neo4j.run("CREATE (:Doc {serial: 'taken'})");
        neo4j.run("CALL db.awaitIndexes()");
    }

    @Test
    void shouldFindRowsThatAreTooLargeForAnIndex() {
        write(Set.of(700), i -> Map.of("text", "x".repeat(40_000)));

        assertThat(transactions).hasValueLessThanOrEqualTo(1 + ALONE + NOTING);
    }

    @Test
    void shouldFindRowsThatAreTooLargeInBytesButNotInCharacters() {
        write(Set.of(700), i -> Map.of("text", "漢".repeat(3_000))); // three bytes each

        assertThat(transactions).hasValueLessThanOrEqualTo(1 + ALONE + NOTING);
    }

    @Test
    void shouldFindTheRowsThatTheFailureNames() {
        write(Set.of(300, 301), i -> Map.of("serial", "taken"));

        assertThat(transactions).hasValueLessThanOrEqualTo(1 + 1 + 2 * ALONE + NOTING);
    }

    @Test
    void shouldSearchForARowThatNoFailureNames() {
        neo4j.run("CREATE (:Doc {serial: ['taken']})");
        write(Set.of(777), i -> Map.of("serial", List.of("taken"))); // the failure says it otherwise than Java does

        assertThat(transactions).hasValueLessThanOrEqualTo(RACING + 30 + ATTEMPTS);
    }

    @Test
    void shouldFindAllBadRowsWhenMostRowsAreBad() {
        neo4j.run("UNWIND range(0, $rows) AS i CREATE (:Doc {serial: 'taken' + i})", Map.of("rows", ROWS));
        Set<Integer> bad = IntStream.range(0, ROWS / 5).boxed().collect(Collectors.toCollection(TreeSet::new));
        write(bad, i -> Map.of("serial", "taken" + i));

        assertThat(transactions).hasValueLessThanOrEqualTo(6 * bad.size());
    }

    private void write(Set<Integer> bad, IntFunction<Map<String, Object>> properties) {
        List<SinkRecord> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(records.nodeUpsert(
                    "Doc", "d" + i, List.of("Doc"), bad.contains(i) ? properties.apply(i) : Map.of("serial", "s" + i)));
        }
        sink.write(rows.toArray(SinkRecord[]::new));
        System.out.println(transactions + " transactions for " + bad.size() + " bad rows of " + ROWS);

        assertThat(sink.bad)
                .extracting(row -> row.change().key())
                .containsExactlyInAnyOrderElementsOf(
                        bad.stream().map(i -> "N|Doc|d" + i).toList());
        assertThat(neo4j.count("MATCH (n:CartostreamEntity:Doc) RETURN count(n)"))
                .isEqualTo(ROWS - bad.size());
        sink.close();
    }
}
