package io.cartostream.producer.sync;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.PublishException;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceDiscovery;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one sync of every scope of its sources, in bounded pools. A scope's failure concerns that scope only; a publisher that
 * can send nothing more ends the run. One runner, one run.
 */
public final class SyncRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRunner.class);

    private final Catalogue catalogue;
    private final EventPublisher publisher;
    private final SyncOptions options;
    private final RunState state = new RunState();
    private final SyncTally tally = new SyncTally();

    /** A runner; the caller closes the publisher. */
    public SyncRunner(Catalogue catalogue, EventPublisher publisher, SyncOptions options) {
        this.catalogue = catalogue;
        this.publisher = publisher;
        this.options = options;
    }

    /**
     * Runs to the end and never throws for what sources do. Sources are taken from the iterator when there is room for them,
     * and closed. If the calling thread is interrupted, the run is cancelled and its report returned with the flag set.
     */
    public SyncReport run(Iterator<? extends InventorySource> sources) {
        Instant startedAt = options.clock().instant();
        ExecutorService scopePool = pool("scope", options.scopesAtOnce());
        ExecutorService sourcePool = pool("source", options.sourcesAtOnce());
        Semaphore room = new Semaphore(options.sourcesAtOnce());
        boolean interrupted = false;
        try {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            while (!state.stopped()) {
                try {
                    room.acquire();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel();
                    break;
                }
                if (!sources.hasNext()) {
                    break;
                }
                InventorySource source = sources.next();
                running.removeIf(CompletableFuture::isDone);
                running.add(CompletableFuture.runAsync(() -> drain(source, scopePool), sourcePool)
                        .whenComplete((done, problem) -> room.release()));
            }
            interrupted |= await(running);
        } finally {
            scopePool.shutdown();
            sourcePool.shutdown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return report(startedAt);
    }

    /** As {@link #run(Iterator)}, of one source. */
    public SyncReport run(InventorySource source) {
        return run(List.of(source).iterator());
    }

    /** Stops: scopes being read end with {@code SyncFailed(CANCELLED)}, further ones do not start. From any thread. */
    public void cancel() {
        state.stop();
    }

    private boolean await(List<CompletableFuture<Void>> running) {
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        boolean interrupted = false;
        while (true) {
            try {
                all.handle((done, problem) -> problem).get();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                cancel();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void drain(InventorySource source, ExecutorService scopePool) {
        try (source) {
            SourceDiscovery discovery = discover(source);
            options.listener().scopesFound(source.description(), discovery.scopes());
            tally.unknownOperations(discovery.unknownOperations());
            CompletableFuture.allOf(discovery.scopes().stream()
                            .map(scope -> CompletableFuture.runAsync(() -> sync(source, scope), scopePool))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (SourceException e) {
            sourceFailed(source, e.failure());
            noteAttempt(source, e.failure(), scopePool);
        } catch (InterruptedException | CancellationException e) {
            sourceFailed(source, ReadFailure.of(FailureReason.CANCELLED, "the run was stopped"));
        } catch (RuntimeException e) {
            sourceFailed(source, ReadFailure.of(FailureReason.OTHER, "error of the program: " + e));
        }
    }

    private SourceDiscovery discover(InventorySource source) throws SourceException, InterruptedException {
        state.enter();
        try {
            return source.discover();
        } finally {
            state.leave();
        }
    }

    private void sync(InventorySource source, Scope scope) {
        ScopeResult result =
                ScopeSync.run(source, scope, catalogue.get(scope.resourceType()), options, state, publisher);
        tally.add(result);
        options.listener().scopeEnded(result);
    }

    /** Sends a failed sync of each scope that the source would have listed: otherwise they would still count as fresh. */
    private void noteAttempt(InventorySource source, ReadFailure failure, ExecutorService scopePool) {
        Instant at = options.clock().instant();
        CompletableFuture.allOf(source.attempt()
                        .map(attempt -> publisher.knownScopes(attempt.provider(), attempt.account()).stream()
                                .filter(attempt.selection()::wants))
                        .orElseGet(Stream::empty)
                        .map(scope -> CompletableFuture.runAsync(() -> noteAttempt(scope, failure, at), scopePool))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void noteAttempt(Scope scope, ReadFailure failure, Instant at) {
        try {
            state.enter();
            try {
                SyncSession.start(scope, options.syncIds().get(), publisher, at).fail(failure);
            } finally {
                state.leave();
            }
        } catch (PublishException e) {
            state.publishFailed(e);
        } catch (InterruptedException | CancellationException e) {
            LOG.debug("the failed attempt of {} was not sent: the run was stopped", scope);
        }
    }

    private void sourceFailed(InventorySource source, ReadFailure failure) {
        tally.sourceFailed(source.description(), failure);
        options.listener().sourceFailed(source.description(), failure);
    }

    private SyncReport report(Instant startedAt) {
        Duration elapsed = Duration.between(startedAt, options.clock().instant());
        return tally.report(state.publishProblem(), startedAt, elapsed);
    }

    private static ExecutorService pool(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
