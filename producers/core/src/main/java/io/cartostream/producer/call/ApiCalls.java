package io.cartostream.producer.call;

import io.cartostream.producer.SourceException;
import io.cartostream.producer.SourceException.Retry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes API calls: within the rate of each service, again after passing faults and throttling with jitter, within bounded time.
 * Safe for use by many threads.
 */
public final class ApiCalls {

    /** Calls per second of a service whose rate is not given. */
    public static final double DEFAULT_RATE = 20;

    private static final char SEPARATOR = '|';

    private final RetryPolicy policy;
    private final Map<String, Double> rates;
    private final RetrySleeper sleeper;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    /**
     * One call.
     *
     * @param <T> its answer
     */
    @FunctionalInterface
    public interface Call<T> {
        /** Makes the call once; what it throws says whether another try makes sense. */
        T make() throws SourceException, InterruptedException;
    }

    /**
     * With everything that is not deterministic given.
     *
     * @param rates calls per second by service; {@link #DEFAULT_RATE} for others
     */
    public ApiCalls(
            RetryPolicy policy,
            Map<String, Double> rates,
            RetrySleeper sleeper,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.policy = policy;
        this.rates = Map.copyOf(rates);
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** In real time. */
    public static ApiCalls create(RetryPolicy policy, Map<String, Double> rates) {
        return new ApiCalls(policy, rates, RetrySleeper.REAL, System::nanoTime, RandomGenerator.of("L64X128MixRandom"));
    }

    /**
     * Makes a call.
     *
     * @param service the service, for its rate
     * @param quota who shares the rate, e.g. account and region
     * @throws SourceException of the last try
     */
    public <T> T call(String service, String quota, Call<T> call) throws SourceException, InterruptedException {
        RateLimiter limiter = limiters.computeIfAbsent(
                service + SEPARATOR + quota,
                key -> new RateLimiter(rates.getOrDefault(service, DEFAULT_RATE), nanoTime.getAsLong()));
        long giveUpAt = nanoTime.getAsLong() + policy.total().toNanos();
        for (int failures = 1; ; failures++) {
            sleep(limiter.reserve(nanoTime.getAsLong()));
            try {
                T answer = call.make();
                limiter.succeeded();
                return answer;
            } catch (SourceException e) {
                if (e.retry() == Retry.THROTTLED) {
                    limiter.throttled();
                }
                long wait = wait(failures);
                if (e.retry() == Retry.NEVER || nanoTime.getAsLong() + wait - giveUpAt >= 0) {
                    throw e;
                }
                sleep(wait);
            }
        }
    }

    /** Forgets the rates of quotas with that prefix, which will not be used again. */
    public void forget(String quotaPrefix) {
        limiters.keySet().removeIf(key -> key.indexOf(SEPARATOR + quotaPrefix) >= 0);
    }

    private long wait(int failures) {
        long bound = policy.boundNanos(failures);
        return bound <= 0 ? 0 : random.nextLong(bound + 1);
    }

    private void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (nanos > 0) {
            sleeper.sleep(nanos);
        }
    }
}
