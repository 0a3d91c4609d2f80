package io.cartostream.producer.aws;

import io.cartostream.producer.SourceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Makes calls side by side, a bounded number at a time, and delivers their results in the order in which they were added, on the
 * thread that adds them. Holds no more results than calls at a time.
 *
 * @param <T> a result
 */
final class CallWindow<T> implements AutoCloseable {

    private final int width;
    private final ExecutorService threads;
    private final Receiver<T> receiver;
    private final Deque<Callable<T>> waiting = new ArrayDeque<>();
    private final Deque<Future<T>> running = new ArrayDeque<>();
    private boolean delivering;

    /** Where results go; may add further calls to the window. */
    @FunctionalInterface
    interface Receiver<T> {
        void receive(T result, CallWindow<T> window) throws SourceException, InterruptedException;
    }

    CallWindow(int width, ExecutorService threads, Receiver<T> receiver) {
        this.width = width;
        this.threads = threads;
        this.receiver = receiver;
    }

    /** Adds a call; waits, and delivers, while as many are running as may. */
    void add(Callable<T> call) throws SourceException, InterruptedException {
        waiting.add(call);
        if (!delivering) {
            pump(false);
        }
    }

    /** Returns when everything has been delivered. */
    void finish() throws SourceException, InterruptedException {
        pump(true);
    }

    private void pump(boolean all) throws SourceException, InterruptedException {
        while (true) {
            while (running.size() < width && !waiting.isEmpty()) {
                running.add(threads.submit(waiting.remove()));
            }
            if (running.isEmpty() || waiting.isEmpty() && !all) {
                return;
            }
            delivering = true;
            try {
                receiver.receive(result(running.remove()), this);
            } finally {
                delivering = false;
            }
        }
    }

    private T result(Future<T> future) throws SourceException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SourceException problem) {
                throw problem;
            }
            if (cause instanceof InterruptedException) {
                throw (InterruptedException) new InterruptedException("a call was interrupted").initCause(e);
            }
            throw cause instanceof RuntimeException problem ? problem : new IllegalStateException(cause);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        }
    }

    /** Stops what is still running. */
    @Override
    public void close() {
        waiting.clear();
        running.forEach(future -> future.cancel(true));
        running.clear();
    }
}
