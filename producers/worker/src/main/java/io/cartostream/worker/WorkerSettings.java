package io.cartostream.worker;

import io.cartostream.producer.provider.ConnectionSettings;
import io.cartostream.producer.publish.PublisherSettings;

/**
 * How a worker works.
 *
 * @param kafka broker, registry and namespace, with the properties of their clients
 * @param connection how providers are reached
 * @param parallel how many scopes of a job are read at the same time
 * @param attempts how often a job is tried whose account does not answer
 * @param once whether the worker ends when no job waits
 */
public record WorkerSettings(
        PublisherSettings kafka, ConnectionSettings connection, int parallel, int attempts, boolean once) {

    /** Refuses numbers below one with an {@link IllegalArgumentException}. */
    public WorkerSettings {
        if (parallel < 1 || attempts < 1) {
            throw new IllegalArgumentException("the numbers of parallel scopes and of attempts must be at least 1");
        }
    }
}
