package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.write.BareEndCleanup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the bare ends in the graph about once a minute. For the thread that writes: a database that hangs must not block the task's thread. */
final class BareEndCounter {
    private static final Logger LOG = LoggerFactory.getLogger(BareEndCounter.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Neo4jDatabase database;
    private final SinkMetrics metrics;
    private final Clock clock;
    private Instant next = Instant.EPOCH;

    BareEndCounter(Neo4jDatabase database, SinkMetrics metrics, Clock clock) {
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Counts if a count is due; a failure is only logged. */
    void countIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(INTERVAL);
        try {
            metrics.bareEnds(BareEndCleanup.count(database));
        } catch (RuntimeException e) {
            LOG.debug("bare ends not counted", e);
        }
    }
}
