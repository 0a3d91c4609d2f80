package io.cartostream.producer;

import io.cartostream.contract.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * Lists the scopes of an account (or of recorded answers) and streams the items of one. {@link #read} and {@link #check} are
 * called from several threads, one per scope; {@link #discover} once, before them; {@link #close} once, after them.
 */
public interface InventorySource extends AutoCloseable {

    /** For progress and errors, e.g. {@code aws account 123456789012}. */
    String description();

    /**
     * The scopes that can be read.
     *
     * @throws SourceException if they cannot be listed: no credentials, unreachable, access denied
     */
    SourceDiscovery discover() throws SourceException, InterruptedException;

    /**
     * When the scope's first request was sent, if that was before this run (recorded answers); empty if reading it is what
     * sends requests. A sync starts no later than that, so that nothing seen since is taken for stale.
     */
    default Optional<Instant> recordedAt(Scope scope) {
        return Optional.empty();
    }

    /**
     * Why the scope is not for this account to read, though nothing is wrong: then no sync of it starts, and what may be known of
     * it stays as it is. Empty if it is for this account, and wherever that is not certain: reading it will show.
     */
    default Optional<ReadFailure> unavailable(Scope scope) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Streams one scope, page by page: memory does not grow with the scope. Retries what is worth it, within bounded time.
     *
     * @throws SourceException if the scope could not be read to its end
     */
    void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException;

    /** One tiny call that shows whether the scope can be read; empty if so. Sends nothing to Kafka. */
    Optional<ReadFailure> check(Scope scope) throws InterruptedException;

    @Override
    void close();
}
