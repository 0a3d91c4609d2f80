package io.cartostream.producer.sync;

import io.cartostream.producer.PublishException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Whether a run goes on, and which threads are reading, so that stopping wakes them. Safe for use by many threads. */
final class RunState {

    private final Set<Thread> readers = new HashSet<>();
    private volatile boolean stopped;
    private volatile @Nullable String publishProblem;

    boolean stopped() {
        return stopped;
    }

    @Nullable
    String publishProblem() {
        return publishProblem;
    }

    void throwIfStopped() {
        if (stopped) {
            throw new CancellationException("the run was stopped");
        }
    }

    void publishFailed(PublishException failure) {
        if (failure.concernsEveryone()) {
            synchronized (this) {
                if (publishProblem == null && !stopped) {
                    publishProblem = failure.getMessage();
                }
            }
            stop();
        }
    }

    synchronized void stop() {
        stopped = true;
        readers.forEach(Thread::interrupt);
    }

    synchronized void enter() {
        throwIfStopped();
        readers.add(Thread.currentThread());
    }

    /** After this the thread is not interrupted any more, and has no interrupt pending from {@link #stop}. */
    synchronized void leave() {
        readers.remove(Thread.currentThread());
        if (stopped) {
            Thread.interrupted();
        }
    }
}
