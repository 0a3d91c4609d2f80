package io.cartostream.runtime.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the periodic jobs of an application on daemon threads, one thread for each job: while Kafka is unreachable, each job
 * waits for it. A job must handle its failures; one that throws does not run again. Safe for many threads.
 */
public final class UpkeepSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpkeepSchedule.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, UpkeepSchedule::thread);
    private final List<PeriodicJob> jobs = new ArrayList<>();
    private final List<Future<?>> scheduled = new ArrayList<>();

    private record PeriodicJob(Runnable task, Duration delay, Duration interval) {}

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "upkeep");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Adds a job, which {@link #start} schedules.
     *
     * @param delay from the start to the first run
     * @param interval from the end of one run to the next
     */
    public synchronized void add(Runnable task, Duration delay, Duration interval) {
        jobs.add(new PeriodicJob(task, delay, interval));
    }

    synchronized void start() {
        executor.setCorePoolSize(jobs.size() + 1);
        for (PeriodicJob job : jobs) {
            scheduled.add(executor.scheduleWithFixedDelay(
                    job.task(), job.delay().toMillis(), job.interval().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Runs a task once after a delay; does nothing after {@link #close}. */
    synchronized void runOnce(Runnable task, Duration delay) {
        try {
            scheduled.add(executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            LOG.debug("The application stops already", e);
        }
    }

    /** Interrupts the jobs and does not wait for them. */
    @Override
    public synchronized void close() {
        scheduled.forEach(job -> job.cancel(true));
        executor.shutdownNow();
    }
}
