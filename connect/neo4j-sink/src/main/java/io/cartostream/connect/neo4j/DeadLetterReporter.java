package io.cartostream.connect.neo4j;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

/**
 * Reports each bad record to Connect once, even if a {@code put} is repeated; without a reporter, stops the task. Thread-safe.
 */
final class DeadLetterReporter {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReporter.class);
    private static final int REFUSALS_BEFORE_STOP = 3;
    private static final String LIMITS =
            ". A record of the largest size and its headers need 1 MB more than the source topic allows: set"
                    + " max.message.bytes of the dead-letter topic (cartostream deploy --alter-settings) and the"
                    + " connector's producer.override.max.request.size to 9437184, then restart the task";

    private final @Nullable ErrantRecordReporter reporter;
    private final boolean toTopic;
    private final Duration patience;
    /** Letters that are under way: awaited again by a repeated call, not sent again. */
    private final Map<TopicPartition, Map<Long, Future<Void>>> underWay = new HashMap<>();

    private final Map<TopicPartition, TreeSet<Long>> reported = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();

    /**
     * @param toTopic whether the reporter writes to a topic
     * @param patience how long the letters of one call may take before Connect has to deliver again
     */
    DeadLetterReporter(@Nullable ErrantRecordReporter reporter, boolean toTopic, Duration patience) {
        this.reporter = reporter;
        this.patience = patience;
        this.toTopic = toTopic;
    }

    /** A record that cannot be written, with the reason. */
    record Letter(SinkRecord record, RuntimeException reason) {
        private TopicPartition partition() {
            return DecodedPoll.partition(record);
        }

        private long offset() {
            return record.originalKafkaOffset();
        }

        private String place() {
            return record.originalTopic() + "-" + record.originalKafkaPartition() + " offset " + offset();
        }
    }

    /**
     * Returns when the records are safe in the dead-letter topic. Sends all before it waits for any.
     *
     * @return how many of them were not safe before the call
     */
    int report(List<Letter> letters) {
        long end = System.nanoTime() + patience.toNanos();
        for (Letter letter : letters) {
            send(letter);
            if (System.nanoTime() - end > 0) {
                throw late(letter, null);
            }
        }
        int safe = 0;
        for (Letter letter : letters) {
            safe += await(letter, end) ? 1 : 0;
        }
        return safe;
    }

    private synchronized void send(Letter letter) {
        if (reporter == null) {
            throw new ConnectException(
                    "the record at " + letter.place() + " cannot be written: "
                            + letter.reason().getMessage()
                            + " (configure errors.tolerance=all and a dead-letter topic to continue without it)",
                    letter.reason());
        }
        if (known(letter) || underWay(letter).containsKey(letter.offset())) {
            return;
        }
        LOG.warn(
                "dead letter: the record at {} cannot be written: {}",
                letter.place(),
                letter.reason().getMessage());
        Future<Void> answer = reporter.report(letter.record(), letter.reason());
        if (toTopic && answer.isDone()) {
            throw refused(letter.place());
        }
        underWay(letter).put(letter.offset(), answer);
    }

    /** Returns whether the letter is safe now and was not before. */
    private boolean await(Letter letter, long end) {
        Future<Void> answer;
        synchronized (this) {
            answer = underWay(letter).get(letter.offset());
        }
        if (answer == null) { // safe before, or its partition is closed and the record comes again
            return false;
        }
        try {
            answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            settled(letter, answer, false);
            throw failed(letter.place(), e);
        } catch (TimeoutException e) {
            throw late(letter, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("interrupted", e);
        }
        return settled(letter, answer, true);
    }

    private synchronized boolean settled(Letter letter, Future<Void> answer, boolean safe) {
        boolean ours = underWay(letter).remove(letter.offset(), answer);
        if (ours && safe) {
            reported.computeIfAbsent(letter.partition(), any -> new TreeSet<>()).add(letter.offset());
            refused.remove(letter.place());
        }
        return ours && safe;
    }

    private boolean known(Letter letter) {
        TreeSet<Long> known = reported.get(letter.partition());
        return known != null && known.contains(letter.offset());
    }

    private Map<Long, Future<Void>> underWay(Letter letter) {
        return underWay.computeIfAbsent(letter.partition(), any -> new HashMap<>());
    }

    private RetriableException late(Letter letter, @Nullable Throwable cause) {
        return new RetriableException(
                "the dead letter for the record at " + letter.place() + " is not acknowledged after "
                        + patience.toSeconds()
                        + " s: does the dead-letter topic accept records? The worker's producer still waits for it",
                cause);
    }

    /**
     * A worker's reporter drops the failure of a send that fails locally, and returns a completed future. A real send never completes
     * so soon; if one did, the letter would be written twice.
     */
    private RuntimeException refused(String place) {
        String message = "the dead letter for the record at " + place
                + " was refused by the worker's producer; the worker's log (DeadLetterQueueReporter) says why";
        return refused.merge(place, 1, Integer::sum) < REFUSALS_BEFORE_STOP
                ? new RetriableException(message)
                : new ConnectException(message + LIMITS);
    }

    /** A dead letter stays too large until an operator raises a limit; any other failure may pass. */
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

    /** Everything up to these offsets is written and does not come again. */
    synchronized void forget(Map<TopicPartition, Long> last) {
        last.forEach((partition, offset) -> {
            TreeSet<Long> known = reported.get(partition);
            if (known != null) {
                known.headSet(offset, true).clear();
            }
        });
    }

    /** The partitions are closed. If they are opened again, perhaps of a recreated topic, their offsets may belong to other records. */
    synchronized void drop(Collection<TopicPartition> partitions) {
        reported.keySet().removeAll(partitions);
        underWay.keySet().removeAll(partitions);
    }
}
