package io.cartostream.topology.run;

import java.time.InstantSource;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One INFO line when stores begin to be read back from their changelogs, one when all of them are there. */
final class RestoreLog implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);

    private final InstantSource clock;
    private int restoring;
    private long records;
    private long startedAt;

    RestoreLog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition partition, String store, long first, long end) {
        if (restoring == 0) {
            startedAt = clock.millis();
            records = 0;
            LOG.info("Restoring state from the changelogs");
        }
        restoring++;
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long offset, long count) {
        LOG.debug("{} of {}: {} records", store, partition, count);
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
        records += total;
        end();
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition partition, String store, long total) {
        records += total;
        end();
    }

    private void end() {
        restoring--;
        if (restoring == 0) {
            LOG.info("Restored {} records in {} ms", records, clock.millis() - startedAt);
        }
    }
}
