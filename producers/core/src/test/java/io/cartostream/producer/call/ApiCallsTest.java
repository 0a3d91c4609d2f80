package io.cartostream.producer.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.SourceException.Retry;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ApiCallsTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger tries = new AtomicInteger();

    private ApiCalls calls(RetryPolicy policy, double rate) {
        return new ApiCalls(policy, Map.of("ec2", rate), now::addAndGet, now::get, new Random(42));
    }

    private static SourceException failing(Retry retry) {
        return new SourceException(ReadFailure.of(FailureReason.OTHER, "no"), retry, null);
    }

    @Test
    void shouldRepeatWhatMayPass() throws Exception {
        String answer = calls(RetryPolicy.DEFAULT, 100).call("ec2", "1/eu", () -> {
            if (tries.incrementAndGet() < 4) {
                throw failing(Retry.TRANSIENT);
            }
            return "ok";
        });

        assertThat(answer).isEqualTo("ok");
        assertThat(tries).hasValue(4);
    }

    @Test
    void shouldNotRepeatWhatIsHopeless() {
        assertThatThrownBy(() -> calls(RetryPolicy.DEFAULT, 100).call("ec2", "1/eu", () -> {
                    tries.incrementAndGet();
                    throw failing(Retry.NEVER);
                }))
                .isInstanceOf(SourceException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void shouldGiveUpInBoundedTime() {
        assertThatThrownBy(() -> calls(RetryPolicy.DEFAULT, 100).call("ec2", "1/eu", () -> {
                    tries.incrementAndGet();
                    throw failing(Retry.TRANSIENT);
                }))
                .isInstanceOf(SourceException.class);
        assertThat(Duration.ofNanos(now.get())).isLessThanOrEqualTo(RetryPolicy.DEFAULT.total());
        assertThat(tries.get()).isBetween(5, 40);
    }

    @Test
    void shouldKeepToTheRateOfTheServiceAndQuota() throws Exception {
        ApiCalls calls = calls(RetryPolicy.NONE, 10);
        for (int i = 0; i < 110; i++) {
            calls.call("ec2", "1/eu", () -> "ok");
        }
        assertThat(Duration.ofNanos(now.get())).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_100));
        long before = now.get();
        calls.call("ec2", "2/eu", () -> "ok");
        assertThat(now).hasValue(before);
    }

    @Test
    void shouldSlowDownWhenThrottledAndRecover() {
        RateLimiter limiter = new RateLimiter(10, 0);

        limiter.throttled();
        limiter.throttled();
        assertThat(limiter.rate()).isBetween(4.8, 5.0);
        for (int i = 0; i < 100; i++) {
            limiter.throttled();
        }
        assertThat(limiter.rate()).isBetween(0.19, 0.21);
        for (int i = 0; i < 200; i++) {
            limiter.succeeded();
        }
        assertThat(limiter.rate()).isEqualTo(10);
    }
}
