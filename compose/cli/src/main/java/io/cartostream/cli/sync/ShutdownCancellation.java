package io.cartostream.cli.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns the process's shutdown (Ctrl-C) into an orderly end: cancels the work and gives it time to say so. */
final class ShutdownCancellation implements AutoCloseable {

    private static final int PATIENCE_S = 20;

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Runnable action = () -> {};
    private final Thread hook = new Thread(this::shutDown, "cancellation");

    private ShutdownCancellation() {}

    static ShutdownCancellation onShutdown() {
        ShutdownCancellation cancellation = new ShutdownCancellation();
        Runtime.getRuntime().addShutdownHook(cancellation.hook);
        return cancellation;
    }

    /** What a shutdown shall do from now on. */
    void cancels(Runnable work) {
        action = work;
        if (cancelled()) {
            work.run();
        }
    }

    boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    /** Waits that long; true if cancelled meanwhile. */
    boolean await(Duration duration) {
        try {
            return cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void shutDown() {
        cancelled.countDown();
        action.run();
        try {
            if (!finished.await(PATIENCE_S, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the shutdown is under way: the hook has done its part
        }
    }
}
