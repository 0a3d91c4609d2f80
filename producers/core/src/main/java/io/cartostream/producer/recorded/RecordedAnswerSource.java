package io.cartostream.producer.recorded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.PageTokens;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceDiscovery;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.ManifestEntry.RecordedError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the recorded answers of any number of accounts and providers from a folder with a {@code manifest.jsonl}. Each of its
 * lines has {@code provider}, {@code account}, {@code region}, {@code service}, {@code operation} and {@code file} or
 * {@code error}; {@code parameters}, {@code page} and {@code time} are optional.
 *
 * <p>All answers of one operation, account and region are one sync. Exactly one page of a listing must be the last one, and
 * numbered pages must be complete. Answers are streamed; only one short entry for each line of the manifest is kept in memory.
 */
public final class RecordedAnswerSource implements InventorySource {

    static final String MORE_FOLLOWS = " says that a further page follows, and none is recorded";

    private final AnswerFolder answers;
    private final RecordedDetails details;
    private final Catalogue catalogue;
    private final ScopeSelection selection;
    private final Instant runStart;
    private volatile Map<Scope, List<ManifestEntry>> entries = Map.of();

    private RecordedAnswerSource(
            Path folder,
            InventoryProviders providers,
            Catalogue catalogue,
            ScopeSelection selection,
            Instant runStart) {
        this.answers = new AnswerFolder(folder, providers, runStart);
        this.details = new RecordedDetails(answers);
        this.catalogue = catalogue;
        this.selection = selection;
        this.runStart = runStart;
    }

    /**
     * The answers of {@code folder/manifest.jsonl}. Nothing is read before {@link #discover}.
     *
     * @param providers define how the answers and errors of each provider are read
     */
    public static RecordedAnswerSource open(
            Path folder, InventoryProviders providers, Catalogue catalogue, ScopeSelection selection, Clock clock) {
        return new RecordedAnswerSource(folder, providers, catalogue, selection, clock.instant());
    }

    @Override
    public String description() {
        return "recorded answers in " + answers.path();
    }

    @Override
    public SourceDiscovery discover() throws SourceException {
        Map<Scope, List<ManifestEntry>> found = new LinkedHashMap<>();
        Map<String, Long> unknown = new TreeMap<>();
        AtomicInteger lines = new AtomicInteger();
        ManifestReader.read(answers.path(), answers::errorsOf, entry -> {
            lines.incrementAndGet();
            List<ResourceType> types = catalogue.ofOperation(entry.provider(), entry.service(), entry.operation());
            if (types.isEmpty()) {
                unknown.merge(ResourceType.operationName(entry.service(), entry.operation()), 1L, Long::sum);
            }
            for (ResourceType type : types) {
                Scope scope = type.scope(entry.account(), entry.region());
                if (selection.wants(scope)) {
                    found.computeIfAbsent(scope, key -> new ArrayList<>(1)).add(entry);
                }
            }
        });
        if (lines.get() == 0) {
            throw ManifestReader.malformed(answers.manifest() + " names no answer", null);
        }
        entries = found;
        return new SourceDiscovery(List.copyOf(found.keySet()), unknown);
    }

    @Override
    public Optional<Instant> recordedAt(Scope scope) {
        return Optional.of(entriesOf(scope).stream()
                .map(answers::timeOf)
                .min(Instant::compareTo)
                .orElse(runStart));
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException {
        ResourceType type = catalogue.get(scope.resourceType());
        if (type.detail() != null) {
            details.read(entriesOf(scope), type, type.detail(), parents(scope, type, type.detail()), sink);
        } else if (type.listing()) {
            readPages(scope, type, sink);
        } else {
            readWhole(scope, type, sink);
        }
    }

    /** Reads the items that the details belong to if the manifest omits one of the parent fields. */
    private RecordedParents parents(Scope scope, ResourceType type, Detail detail) {
        RecordedParents parents = new RecordedParents(type, detail);
        Scope base = catalogue.get(detail.of()).scope(scope.account(), scope.region());
        boolean complete = entriesOf(scope).stream()
                .allMatch(entry -> entry.parameters().keySet().containsAll(type.parentFields()));
        if (!complete && entries.containsKey(base)) {
            try {
                read(base, parents);
            } catch (SourceException e) {
                // the sync of that scope reports it; what was read before the failure holds
                return parents;
            }
        }
        return parents;
    }

    /** Reads answers that are a resource each; if one is recorded twice, the later one counts. */
    private void readWhole(Scope scope, ResourceType type, ItemSink sink) throws SourceException {
        for (ManifestEntry entry : entriesOf(scope)) {
            sink.page(answers.timeOf(entry));
            RecordedError error = entry.error();
            if (error == null) {
                ObjectNode answer = answers.whole(entry, type);
                requireLast(entry, answer, answers.tokensOf(type));
                sink.item(new RawResource(scope.account(), answer));
            } else if (!type.none().contains(error.code())) {
                throw new SourceException(answers.failure(type, error), null);
            }
        }
    }

    private void readPages(Scope scope, ResourceType type, ItemSink sink) throws SourceException {
        List<ManifestEntry> pages = entriesOf(scope);
        String wrong = RecordedPages.wrongNumber(pages);
        if (wrong != null) {
            throw ManifestReader.malformed(AnswerFolder.fileOf(pages.get(pages.size() - 1)) + ": " + wrong, null);
        }
        RecordedPages.Ends ends = new RecordedPages.Ends();
        for (ManifestEntry page : pages) {
            sink.page(answers.timeOf(page));
            RecordedError error = page.error();
            if (error != null && type.none().contains(error.code())) {
                continue;
            }
            if (error != null) {
                throw new SourceException(answers.failure(type, error), null);
            }
            String file = AnswerFolder.fileOf(page);
            try (InputStream answer = answers.open(file)) {
                ends.page(file, AnswerReader.readItems(file, answer, type, answers.tokensOf(type), sink::item));
            } catch (IOException e) {
                throw AnswerFolder.unreadable(file, e);
            }
        }
        ends.finish();
    }

    private static void requireLast(ManifestEntry entry, ObjectNode answer, PageTokens tokens) throws SourceException {
        if (AnswerReader.furtherPage(answer, tokens)) {
            throw ManifestReader.malformed(AnswerFolder.fileOf(entry) + MORE_FOLLOWS, null);
        }
    }

    @Override
    public Optional<ReadFailure> check(Scope scope) {
        ResourceType type = catalogue.get(scope.resourceType());
        for (ManifestEntry entry : entriesOf(scope)) {
            RecordedError error = entry.error();
            if (error != null && type.detail() == null && !type.none().contains(error.code())) {
                return Optional.of(answers.failure(type, error));
            }
            if (error == null) {
                String file = AnswerFolder.fileOf(entry);
                try (InputStream answer = answers.open(file)) {
                    answer.read();
                } catch (IOException e) {
                    return Optional.of(AnswerFolder.unreadable(file, e).failure());
                } catch (SourceException e) {
                    return Optional.of(e.failure());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {}

    private List<ManifestEntry> entriesOf(Scope scope) {
        List<ManifestEntry> found = entries.get(scope);
        if (found == null) {
            throw new IllegalArgumentException(
                    scope + " is not in " + answers.path() + ", or discover() was not called");
        }
        return found;
    }
}
