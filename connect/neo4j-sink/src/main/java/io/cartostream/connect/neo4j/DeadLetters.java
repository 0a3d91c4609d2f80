package io.cartostream.connect.neo4j;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands bad records to Connect's reporter, once each although a {@code put} may be repeated; without a reporter, stops the task. Thread-safe. */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int REFUSALS_BEFORE_STOP = 3;
    private static final String LIMITS =
            ". A record of the largest size and its headers need 1 MB more than the source topic takes: set "
                    + "max.message.bytes of the dead-letter topic (cartostream deploy --alter-settings) and the connector's "
                    + "producer.override.max.request.size to 9437184, then restart the task";

    private final @Nullable ErrantRecordReporter reporter;
    private final boolean topic;
    private final Duration patience;
    /** Letters that are under way, by place: asked again, not written again. */
    private final Map<String, Future<Void>> underWay = new HashMap<>();

    private final Map<TopicPartition, TreeSet<Long>> reported = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();

    /**
     * @param topic whether the reporter writes to a topic
     * @param patience how long one letter may take before Connect is asked to come again
     */
    DeadLetters(@Nullable ErrantRecordReporter reporter, boolean topic, Duration patience) {
        this.reporter = reporter;
        this.patience = patience;
        this.topic = topic;
    }

    /** Returns when the record is safe in the dead-letter topic. */
    synchronized void report(SinkRecord record, RuntimeException reason) {
        String place = record.originalTopic() + "-" + record.originalKafkaPartition() + " offset "
                + record.originalKafkaOffset();
        if (reporter == null) {
            throw new ConnectException(
                    "the record at " + place + " cannot be written: " + reason.getMessage()
                            + " (configure errors.tolerance=all and a dead-letter topic to go on without it)",
                    reason);
        }
        TreeSet<Long> known = reported.computeIfAbsent(Poll.partition(record), any -> new TreeSet<>());
        if (known.contains(record.originalKafkaOffset())) {
            return;
        }
        Future<Void> letter = underWay.get(place);
        if (letter == null) {
            LOG.warn("dead letter: the record at {} cannot be written: {}", place, reason.getMessage());
            letter = reporter.report(record, reason);
            if (topic && letter.isDone()) {
                throw refused(place);
            }
        }
        try {
            underWay.put(place, letter);
            letter.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            underWay.remove(place);
        } catch (ExecutionException e) {
            underWay.remove(place);
            throw failed(place, e);
        } catch (TimeoutException e) {
            throw new RetriableException(
                    "the dead letter for the record at " + place + " is not acknowledged after " + patience.toSeconds()
                            + " s: does the dead-letter topic take records? Its worker's producer waits for it",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("interrupted", e);
        }
        known.add(record.originalKafkaOffset());
        refused.remove(place);
    }

    /**
     * A worker's reporter drops the failure of a send that fails before anything went out, and says that the letter is safe. A real
     * send is never done so soon; should one be, the letter is there twice.
     */
    private RuntimeException refused(String place) {
        String message = "the dead letter for the record at " + place
                + " was refused by the worker's producer; the worker's log (DeadLetterQueueReporter) says why";
        return refused.merge(place, 1, Integer::sum) < REFUSALS_BEFORE_STOP
                ? new RetriableException(message)
                : new ConnectException(message + LIMITS);
    }

    /** A dead letter that is too large stays so until somebody raises a limit; anything else may pass. */
    private static RuntimeException failed(String place, ExecutionException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return new ConnectException(
                        "the dead letter for the record at " + place + " is too large: " + cause.getMessage() + LIMITS,
                        failure);
            }
        }
        return new RetriableException(
                "the dead letter for " + place + " could not be written: " + failure.getMessage(), failure);
    }

    /** What comes up to these offsets is written, and won't come again. */
    synchronized void forget(Map<TopicPartition, Long> last) {
        last.forEach((partition, offset) -> {
            TreeSet<Long> known = reported.get(partition);
            if (known != null) {
                known.headSet(offset, true).clear();
            }
        });
    }
}
