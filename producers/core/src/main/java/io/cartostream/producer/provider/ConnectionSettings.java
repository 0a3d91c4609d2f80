package io.cartostream.producer.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How providers are reached.
 *
 * @param endpoint an emulator to ask instead of the provider; null for the provider itself
 * @param callTimeout how long one try of one call may take
 * @param options what a provider wants to know besides, under the names that it documents; a provider ignores other options
 */
public record ConnectionSettings(@Nullable URI endpoint, Duration callTimeout, Map<String, String> options) {

    /** The providers themselves, 30 s per call. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(null, Duration.ofSeconds(30), Map.of());

    /** Copies the options. */
    public ConnectionSettings {
        options = Map.copyOf(options);
    }

    /** A provider's option; empty if it is not given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
