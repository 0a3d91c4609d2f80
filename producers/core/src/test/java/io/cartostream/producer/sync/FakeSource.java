package io.cartostream.producer.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceDiscovery;
import io.cartostream.producer.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scopes of an account, each with what its reading does. */
class FakeSource implements InventorySource {

    /** What reading a scope does. */
    @FunctionalInterface
    interface Reading {
        void read(ItemSink sink) throws SourceException, InterruptedException;
    }

    private final String account;
    private final Map<Scope, Reading> readings = new LinkedHashMap<>();
    private final Map<Scope, ReadFailure> unavailable = new LinkedHashMap<>();
    private @Nullable SourceException undiscoverable;
    private volatile boolean closed;

    FakeSource(String account) {
        this.account = account;
    }

    Scope scope(String type) {
        return new Scope("acme", account, "eu-west-1", type);
    }

    FakeSource with(String type, Reading reading) {
        readings.put(scope(type), reading);
        return this;
    }

    FakeSource items(String type, String... ids) {
        return with(type, sink -> {
            sink.page(Instant.EPOCH);
            for (String id : ids) {
                sink.item(new RawResource(
                        id, JsonNodeFactory.instance.objectNode().put("Id", id)));
            }
        });
    }

    FakeSource undiscoverable(SourceException problem) {
        undiscoverable = problem;
        return this;
    }

    /** A scope that is not for this account to read. */
    FakeSource unavailable(String type, ReadFailure reason) {
        unavailable.put(scope(type), reason);
        return with(type, sink -> {
            throw new IllegalStateException("must not be read");
        });
    }

    @Override
    public Optional<ReadFailure> unavailable(Scope scope) {
        return Optional.ofNullable(unavailable.get(scope));
    }

    boolean closed() {
        return closed;
    }

    @Override
    public String description() {
        return "fake account " + account;
    }

    @Override
    public Optional<Attempt> attempt() {
        return Optional.of(new Attempt(
                "acme", account, new ScopeSelection(Set.of(), Set.of(), Set.of("ec2.instance", "ec2.volume"))));
    }

    @Override
    public SourceDiscovery discover() throws SourceException {
        if (undiscoverable != null) {
            throw undiscoverable;
        }
        List<Scope> scopes = new ArrayList<>(readings.keySet());
        return new SourceDiscovery(scopes, Map.of("ec2:DescribeFleets", 1L));
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException {
        Reading reading = readings.get(scope);
        if (reading == null) {
            throw new IllegalArgumentException("no such scope: " + scope);
        }
        reading.read(sink);
    }

    @Override
    public Optional<ReadFailure> check(Scope scope) {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
