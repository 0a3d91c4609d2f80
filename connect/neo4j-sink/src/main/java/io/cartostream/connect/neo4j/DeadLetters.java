package io.cartostream.connect.neo4j;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands bad records to Connect's reporter, once each although a {@code put} may be repeated; without a reporter, stops the task. */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final @Nullable ErrantRecordReporter reporter;
    private final Set<String> reported = new HashSet<>();

    DeadLetters(@Nullable ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /** Returns when the record is safe in the dead-letter topic. */
    void report(SinkRecord record, RuntimeException reason) {
        String place = record.originalTopic() + "-" + record.originalKafkaPartition() + " offset "
                + record.originalKafkaOffset();
        if (reporter == null) {
            throw new ConnectException(
                    "the record at " + place + " cannot be written: " + reason.getMessage()
                            + " (configure errors.tolerance=all and a dead-letter topic to go on without it)",
                    reason);
        }
        if (!reported.add(place)) {
            return;
        }
        LOG.warn("dead letter: the record at {} cannot be written: {}", place, reason.getMessage());
        try {
            reporter.report(record, reason).get();
        } catch (ExecutionException e) {
            reported.remove(place);
            throw new RetriableException("the dead letter for " + place + " could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reported.remove(place);
            throw new RetriableException("interrupted", e);
        }
    }

    /** A {@code put} went through: its records won't come again. */
    void forget() {
        reported.clear();
    }
}
