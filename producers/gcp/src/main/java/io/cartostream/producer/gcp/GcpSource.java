package io.cartostream.producer.gcp;

import io.cartostream.contract.Scope;
import io.cartostream.producer.Discovery;
import io.cartostream.producer.Failure;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.catalogue.Catalogue;
import java.time.Clock;
import java.util.Optional;

/** One Google Cloud project. */
public final class GcpSource implements InventorySource {

    private final String project;

    private GcpSource(String project) {
        this.project = project;
    }

    /**
     * A project; nothing is asked before {@link #discover}.
     *
     * @throws IllegalArgumentException if the settings name a resource type that the catalogue does not have
     */
    public static GcpSource create(
            GcpSettings settings, String project, Catalogue catalogue, ApiCalls calls, Clock clock) {
        return new GcpSource(project);
    }

    @Override
    public String description() {
        return "gcp project " + project;
    }

    @Override
    public Discovery discover() throws SourceException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public Optional<Failure> check(Scope scope) throws InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void close() {}
}
