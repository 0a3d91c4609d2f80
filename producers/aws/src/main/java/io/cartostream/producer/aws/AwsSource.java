package io.cartostream.producer.aws;

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

/** One AWS account. */
public final class AwsSource implements InventorySource {

    private final AwsAccount account;

    private AwsSource(AwsAccount account) {
        this.account = account;
    }

    /**
     * An account; nothing is asked before {@link #discover}.
     *
     * @throws IllegalArgumentException if the settings name a resource type that the catalogue does not have
     */
    public static AwsSource create(
            AwsSettings settings, AwsAccount account, Catalogue catalogue, ApiCalls calls, Clock clock) {
        return new AwsSource(account);
    }

    @Override
    public String description() {
        return "aws account " + account.id();
    }

    @Override
    public Discovery discover() throws SourceException, InterruptedException {
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
