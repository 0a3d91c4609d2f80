package io.cartostream.topology;

import io.cartostream.runtime.run.RunningStreams;
import io.cartostream.topology.modelchange.EpochWatch;
import org.jspecify.annotations.Nullable;

/** The wired application from its start to its clean stop. Safe for many threads. */
public final class RunningTopology implements AutoCloseable {

    private final RunningStreams streams;
    private final EpochWatch watch;

    RunningTopology(RunningStreams streams, EpochWatch watch) {
        this.streams = streams;
        this.watch = watch;
    }

    /** Starts the threads and returns. Closes everything if that fails. */
    public void start() {
        streams.start();
    }

    /**
     * Waits until the application has stopped, by {@link #close}, by a failure, or because other models are in force.
     *
     * @return the failure; null if there was none
     */
    public @Nullable Throwable awaitStop() throws InterruptedException {
        return streams.awaitStop();
    }

    /** Commits open work and stops. */
    @Override
    public void close() {
        watch.close();
        streams.close();
    }
}
