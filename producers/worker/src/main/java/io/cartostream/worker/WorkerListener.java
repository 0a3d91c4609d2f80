package io.cartostream.worker;

import io.cartostream.avro.SyncJob;
import io.cartostream.producer.sync.SyncReport;

/** Receives the worker's progress, from one thread at a time. Must return quickly and not throw. */
public interface WorkerListener {

    /** At least one scope of the job's account was read. */
    default void jobRead(SyncJob job, SyncReport report) {}

    /** A job was served, or it failed. */
    default void jobEnded(SyncJob job, JobOutcome outcome) {}

    /** A served job's offset could not be committed: it will be served again. */
    default void commitFailed(String position, String reason) {}
}
