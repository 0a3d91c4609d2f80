package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.ConnectionSettings;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.provider.SourceContext;
import io.cartostream.producer.recorded.RecordedAnswerSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Opens the sources that {@code sync} asks for, each when it is needed. */
final class SourceFactory {

    private final InventoryProviders providers;
    private final Catalogue catalogue;
    private final SyncCommand options;
    private final Clock clock;
    private final PrintWriter notices;

    SourceFactory(
            InventoryProviders providers, Catalogue catalogue, SyncCommand options, Clock clock, PrintWriter notices) {
        this.providers = providers;
        this.catalogue = catalogue;
        this.options = options;
        this.clock = clock;
        this.notices = notices;
    }

    Iterator<InventorySource> sources(Path directory) {
        OptionConflicts.refuse(options);
        AccountSelection.requireTypes(catalogue, options.selection.types);
        if (options.fromFiles != null) {
            return List.of(recorded(directory.resolve(options.fromFiles))).iterator();
        }
        AccountSelection selection = AccountSelection.ofSync(catalogue, options, directory, notices);
        selection.requireReaders();
        ConnectionSettings connection = options.cloud.settings();
        SourceContext context = new SourceContext(catalogue, ApiCalls.create(RetryPolicy.DEFAULT, Map.of()), clock);
        return selection.accounts().stream()
                .map(selected -> providers.get(selected.provider()).open(selected.account(), connection, context))
                .iterator();
    }

    private InventorySource recorded(Path folder) {
        if (!Files.isReadable(folder.resolve("manifest.jsonl"))) {
            throw CommandFailure.usage("no recorded answers in " + folder + ": it has no readable manifest.jsonl");
        }
        SelectionOptions wanted = options.selection;
        return RecordedAnswerSource.open(
                folder,
                providers,
                catalogue,
                new ScopeSelection(new HashSet<>(), new HashSet<>(wanted.regions), new HashSet<>(wanted.types)),
                clock);
    }
}
