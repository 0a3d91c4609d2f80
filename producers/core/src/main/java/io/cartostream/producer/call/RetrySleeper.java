package io.cartostream.producer.call;

import java.util.concurrent.TimeUnit;

/** Lets time pass. */
@FunctionalInterface
public interface RetrySleeper {

    /** Real time. */
    RetrySleeper REAL = TimeUnit.NANOSECONDS::sleep;

    /** Returns that much later, or throws when interrupted. */
    void sleep(long nanos) throws InterruptedException;
}
