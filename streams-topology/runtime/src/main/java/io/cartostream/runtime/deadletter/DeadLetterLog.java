package io.cartostream.runtime.deadletter;

import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one WARN line for each dead letter, with its coordinates; at most 20 a minute, and then the count of the rest. */
public final class DeadLetterLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
    private static final int LINES_PER_MINUTE = 20;
    private static final long MINUTE_MS = 60_000;

    private long minute;
    private int lines;

    public void warn(DeadLetterReason fault, RecordMetadata origin, TaskId task, long now) {
        if (now / MINUTE_MS != minute) {
            if (lines > LINES_PER_MINUTE) {
                LOG.warn("{} more dead letters of task {} were not logged", lines - LINES_PER_MINUTE, task);
            }
            minute = now / MINUTE_MS;
            lines = 0;
        }
        lines++;
        if (lines <= LINES_PER_MINUTE) {
            LOG.warn(
                    "Dead letter {}: {} (topic {}, partition {}, offset {}, task {})",
                    fault.code(),
                    fault.message(),
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    task);
        }
    }
}
