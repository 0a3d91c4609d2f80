package io.cartostream.runtime.run;

import java.time.InstantSource;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one INFO line when stores start to restore from their changelogs and one when all are restored. Safe for many threads. */
public final class RestoreLog implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);

    private final InstantSource clock;
    private boolean restoring;
    private long records;
    private long startedAt;
    private long calls;

    public RestoreLog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition partition, String store, long first, long end) {
        calls++;
        if (!restoring && end > first) {
            restoring = true;
            startedAt = clock.millis();
            records = 0;
            LOG.info("Restoring state from the changelogs");
        }
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition partition, String store, long offset, long count) {
        records += count;
        calls++;
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
        calls++;
        LOG.debug("Restored {} of {}: {} records", store, partition, total);
    }

    /** Returns a number that grows while any store is being restored. */
    public synchronized long calls() {
        return calls;
    }

    /** Logs the end of a restore; called when all stores are restored. */
    public synchronized void finished() {
        if (restoring) {
            restoring = false;
            LOG.info("Restored {} records in {} ms", records, clock.millis() - startedAt);
        }
    }
}
