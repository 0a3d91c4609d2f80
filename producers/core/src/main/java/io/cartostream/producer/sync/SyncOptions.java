package io.cartostream.producer.sync;

import io.cartostream.producer.RawResource;
import io.cartostream.producer.SecretRedactor;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a run works. {@link #defaults()} and the {@code with…} methods make variants.
 *
 * @param scopesAtOnce how many scopes are read at the same time, over all sources
 * @param sourcesAtOnce how many sources (accounts) are open at the same time
 * @param redactor replaces secrets
 * @param clock tells when a sync starts
 * @param syncIds makes sync ids that are never repeated
 * @param listener receives progress
 * @param filter a user's filter, which makes every sync partial; null for none
 */
public record SyncOptions(
        int scopesAtOnce,
        int sourcesAtOnce,
        SecretRedactor redactor,
        Clock clock,
        Supplier<String> syncIds,
        SyncListener listener,
        @Nullable Filter filter) {

    /**
     * Selects items.
     *
     * @param text the filter as the user gave it
     * @param test true for items that are sent
     */
    public record Filter(String text, Predicate<RawResource> test) {}

    /** Refuses fewer than one at once with an {@link IllegalArgumentException}. */
    public SyncOptions {
        if (scopesAtOnce < 1 || sourcesAtOnce < 1) {
            throw new IllegalArgumentException("at least one scope and one source must be read at once");
        }
    }

    /** 16 scopes and 4 sources at once, no redaction key, system clock, random ids, no listener, no filter. */
    public static SyncOptions defaults() {
        return new SyncOptions(
                16,
                4,
                SecretRedactor.withKey(null),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                SyncListener.NONE,
                null);
    }

    /** The same with other numbers of scopes and sources at once. */
    public SyncOptions withParallelism(int scopes, int sources) {
        return new SyncOptions(scopes, sources, redactor, clock, syncIds, listener, filter);
    }

    /** The same with another redactor. */
    public SyncOptions withRedactor(SecretRedactor other) {
        return new SyncOptions(scopesAtOnce, sourcesAtOnce, other, clock, syncIds, listener, filter);
    }

    /** The same with another clock. */
    public SyncOptions withClock(Clock other) {
        return new SyncOptions(scopesAtOnce, sourcesAtOnce, redactor, other, syncIds, listener, filter);
    }

    /** The same with another way to name syncs. */
    public SyncOptions withSyncIds(Supplier<String> other) {
        return new SyncOptions(scopesAtOnce, sourcesAtOnce, redactor, clock, other, listener, filter);
    }

    /** The same with another listener. */
    public SyncOptions withListener(SyncListener other) {
        return new SyncOptions(scopesAtOnce, sourcesAtOnce, redactor, clock, syncIds, other, filter);
    }

    /** The same with a filter. */
    public SyncOptions withFilter(Filter other) {
        return new SyncOptions(scopesAtOnce, sourcesAtOnce, redactor, clock, syncIds, listener, other);
    }
}
