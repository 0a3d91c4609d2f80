package io.cartostream.producer.sync;

import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import java.util.List;

/** Receives a run's progress, from several threads at once. Must return quickly and not throw. */
public interface SyncListener {

    /** Ignores everything. */
    SyncListener NONE = new SyncListener() {};

    /** A source's scopes are known. */
    default void scopesFound(String source, List<Scope> scopes) {}

    /** A source's scopes could not be listed. */
    default void sourceFailed(String source, ReadFailure failure) {}

    /** A scope's sync has started. */
    default void scopeStarted(Scope scope) {}

    /** A further page of the scope is being read; {@code items} were seen so far. */
    default void pageRead(Scope scope, long items) {}

    /** A scope's sync has ended, well or not. */
    default void scopeEnded(ScopeResult result) {}
}
