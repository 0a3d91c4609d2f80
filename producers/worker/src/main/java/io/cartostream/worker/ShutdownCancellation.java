package io.cartostream.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the process's shutdown (Ctrl-C) into an orderly end: it cancels the work, and the process waits up to 20 seconds for it to
 * end. Safe for use by many threads.
 */
public final class ShutdownCancellation implements AutoCloseable {

    private static final int PATIENCE_S = 20;

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Runnable action = () -> {};
    private final Thread hook = new Thread(this::shutDown, "cancellation");

    private ShutdownCancellation() {}

    /** Cancels when the process is asked to end, until it is closed. */
    public static ShutdownCancellation onShutdown() {
        ShutdownCancellation cancellation = new ShutdownCancellation();
        Runtime.getRuntime().addShutdownHook(cancellation.hook);
        return cancellation;
    }

    /** Replaces the action of a shutdown; runs it at once if the shutdown has begun. */
    public void cancels(Runnable work) {
        action = work;
        if (cancelled()) {
            work.run();
        }
    }

    /** True once the shutdown has begun. */
    public boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    /** Waits that long; returns early, with true, if the shutdown begins or the thread is interrupted. */
    public boolean await(Duration duration) {
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
