package io.cartostream.producer;

import io.cartostream.contract.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * Lists the scopes of an account (or of recorded answers) and streams the items of one. {@link #read} and {@link #check} are
 * called from several threads, one per scope; {@link #discover} once, before them; {@link #close} once, after them.
 */
public interface InventorySource extends AutoCloseable {

    /** For progress and errors, with the account where it is known. */
    String description();

    /**
     * The scopes that can be read.
     *
     * @throws SourceException if they cannot be listed: no credentials, unreachable, access denied
     */
    SourceDiscovery discover() throws SourceException, InterruptedException;

    /**
     * What {@link #discover} would list, as far as it is known without a call. If discovery fails, each known scope of it shows the
     * failed attempt. Empty if the account is known from an answer only.
     */
    default Optional<Attempt> attempt() {
        return Optional.empty();
    }

    /**
     * What a source would read.
     *
     * @param provider its provider
     * @param account its account
     * @param selection which scopes of the account
     */
    record Attempt(String provider, String account, ScopeSelection selection) {}

    /**
     * When the scope's first request was sent, if that was before this run (recorded answers); empty if reading it is what
     * sends requests. A sync starts no later than that, so that nothing seen since is taken for stale.
     */
    default Optional<Instant> recordedAt(Scope scope) {
        return Optional.empty();
    }

    /**
     * Why another account must read the scope, although nothing is wrong: then no sync of it starts, and its known facts are kept.
     * Empty if this account may read the scope, and whenever that is uncertain: reading it will show.
     */
    default Optional<ReadFailure> unavailable(Scope scope) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Streams one scope, page by page: memory does not grow with the scope. Repeats calls that may
     * succeed later, within bounded time.
     *
     * @throws SourceException if the scope could not be read to its end
     */
    void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException;

    /** One tiny call that shows whether the scope can be read; empty if so. Sends nothing to Kafka. */
    Optional<ReadFailure> check(Scope scope) throws InterruptedException;

    @Override
    void close();
}
