package io.cartostream.producer.recorded;

import io.cartostream.contract.Scope;
import io.cartostream.producer.Discovery;
import io.cartostream.producer.Failure;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.Catalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Recorded answers of any number of accounts and providers. */
public final class RecordedAnswerSource implements InventorySource {

    private final Path folder;

    private RecordedAnswerSource(Path folder) {
        this.folder = folder;
    }

    /** Answers under {@code folder/manifest.jsonl}. Nothing is read before {@link #discover}. */
    public static RecordedAnswerSource open(Path folder, Catalogue catalogue, ScopeSelection selection, Clock clock) {
        return new RecordedAnswerSource(folder);
    }

    @Override
    public String description() {
        return "recorded answers in " + folder;
    }

    @Override
    public Discovery discover() throws SourceException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public Optional<Failure> check(Scope scope) {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void close() {}
}
