package io.cartostream.producer.recorded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.DetailTally;
import io.cartostream.producer.ErrorClassifier;
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
import io.cartostream.producer.provider.InventoryProvider;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.ManifestEntry.RecordedError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Recorded answers of any number of accounts and providers: a folder with {@code manifest.jsonl}, whose lines carry
 * {@code provider}, {@code account}, {@code region}, {@code service}, {@code operation} and {@code file} or {@code error}, and
 * may carry {@code parameters}, {@code page} and {@code time}. All answers of one operation, account and region are one sync;
 * exactly one page
 * of a listing must say that no page follows, and numbered pages must be complete. Answers are streamed; of the manifest, one short
 * entry per line is kept in memory.
 */
public final class RecordedAnswerSource implements InventorySource {

    static final String MORE_FOLLOWS = " says that a further page follows, and none is recorded";

    private final Path folder;
    private final InventoryProviders providers;
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
        this.folder = folder;
        this.providers = providers;
        this.catalogue = catalogue;
        this.selection = selection;
        this.runStart = runStart;
    }

    /**
     * The answers of {@code folder/manifest.jsonl}. Nothing is read before {@link #discover}.
     *
     * @param providers say how the answers and errors of each provider are read
     */
    public static RecordedAnswerSource open(
            Path folder, InventoryProviders providers, Catalogue catalogue, ScopeSelection selection, Clock clock) {
        return new RecordedAnswerSource(folder, providers, catalogue, selection, clock.instant());
    }

    @Override
    public String description() {
        return "recorded answers in " + folder;
    }

    @Override
    public SourceDiscovery discover() throws SourceException {
        Map<Scope, List<ManifestEntry>> found = new LinkedHashMap<>();
        Map<String, Long> unknown = new TreeMap<>();
        AtomicInteger lines = new AtomicInteger();
        ManifestReader.read(folder, this::errorsOf, entry -> {
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
            throw ManifestReader.malformed(folder.resolve(ManifestReader.FILE) + " names no answer", null);
        }
        entries = found;
        return new SourceDiscovery(List.copyOf(found.keySet()), unknown);
    }

    @Override
    public Optional<Instant> recordedAt(Scope scope) {
        return Optional.of(entriesOf(scope).stream()
                .map(this::timeOf)
                .min(Instant::compareTo)
                .orElse(runStart));
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException {
        ResourceType type = catalogue.get(scope.resourceType());
        if (type.detail() != null) {
            readDetails(scope, type, type.detail(), sink);
        } else if (type.listing()) {
            readPages(scope, type, sink);
        } else {
            readWhole(scope, type, sink);
        }
    }

    /** The answer is the resource; if it is recorded twice, the later one counts. */
    private void readWhole(Scope scope, ResourceType type, ItemSink sink) throws SourceException {
        for (ManifestEntry entry : entriesOf(scope)) {
            sink.page(timeOf(entry));
            RecordedError error = entry.error();
            if (error == null) {
                ObjectNode answer = whole(entry, type);
                requireLast(entry, answer, tokensOf(type));
                sink.item(new RawResource(scope.account(), answer));
            } else if (!type.none().contains(error.code())) {
                throw new SourceException(failure(type, error), null);
            }
        }
    }

    private void readPages(Scope scope, ResourceType type, ItemSink sink) throws SourceException {
        List<ManifestEntry> pages = entriesOf(scope);
        String wrong = RecordedPages.wrongNumber(pages);
        if (wrong != null) {
            throw ManifestReader.malformed(fileOf(pages.get(pages.size() - 1)) + ": " + wrong, null);
        }
        RecordedPages.Ends ends = new RecordedPages.Ends();
        for (ManifestEntry page : pages) {
            sink.page(timeOf(page));
            RecordedError error = page.error();
            if (error != null && type.none().contains(error.code())) {
                continue;
            }
            if (error != null) {
                throw new SourceException(failure(type, error), null);
            }
            String file = fileOf(page);
            try (InputStream answer = open(file)) {
                ends.page(file, AnswerReader.readItems(file, answer, type, tokensOf(type), sink::item));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        ends.finish();
    }

    private void readDetails(Scope scope, ResourceType type, Detail detail, ItemSink sink) throws SourceException {
        DetailTally tally = new DetailTally();
        for (Map.Entry<String, List<ManifestEntry>> item :
                byItem(scope, type, detail).entrySet()) {
            String id = item.getKey();
            List<ManifestEntry> pages = RecordedPages.inOrder(item.getValue());
            sink.page(timeOf(pages.get(0)));
            Optional<RecordedError> failed = pages.stream()
                    .map(ManifestEntry::error)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (failed.isEmpty()) {
                readJoined(id, pages, type, detail, sink, tally);
            } else if (type.absent().contains(failed.get().code())) {
                ObjectNode nothing = JsonNodeFactory.instance.objectNode();
                sink.item(new RawResource(id, belonging(nothing, pages.get(0), type, detail)));
                tally.answered();
            } else if (type.none().contains(failed.get().code())
                    || errorsOf(type.provider()).gone(failed.get().code())) {
                sink.gone(id);
                tally.answered();
            } else {
                ReadFailure failure = failure(type, failed.get());
                sink.unreadable(id, failure);
                tally.failed(failure);
            }
        }
        tally.finish();
    }

    /** An answer whose last page is missing was not read: part of it would be taken for all of it. */
    private void readJoined(
            String id, List<ManifestEntry> pages, ResourceType type, Detail detail, ItemSink sink, DetailTally tally)
            throws SourceException {
        ManifestEntry last = pages.get(pages.size() - 1);
        String wrong = RecordedPages.wrongNumber(pages);
        ObjectNode payload = whole(pages.get(0), type);
        boolean further = AnswerReader.furtherPage(payload, tokensOf(type));
        for (ManifestEntry page : pages.subList(1, pages.size())) {
            ObjectNode next = whole(page, type);
            further = AnswerReader.furtherPage(next, tokensOf(type));
            RawResource.append(payload, next);
        }
        if (wrong == null && !further) {
            sink.item(new RawResource(id, belonging(payload, pages.get(0), type, detail)));
            tally.answered();
            return;
        }
        ReadFailure failure = new ReadFailure(
                FailureReason.MALFORMED_ANSWER,
                type.operationName(),
                null,
                fileOf(last) + (wrong == null ? MORE_FOLLOWS : ": " + wrong));
        sink.unreadable(id, failure);
        tally.failed(failure);
    }

    private static void requireLast(ManifestEntry entry, ObjectNode answer, PageTokens tokens) throws SourceException {
        if (AnswerReader.furtherPage(answer, tokens)) {
            throw ManifestReader.malformed(fileOf(entry) + MORE_FOLLOWS, null);
        }
    }

    /** The answers for each item, in the manifest's order. */
    private Map<String, List<ManifestEntry>> byItem(Scope scope, ResourceType type, Detail detail)
            throws SourceException {
        Map<String, List<ManifestEntry>> items = new LinkedHashMap<>();
        for (ManifestEntry entry : entriesOf(scope)) {
            Optional<String> id = detail.idOf(parameters(entry));
            if (id.isEmpty() && entry.error() != null) {
                throw new SourceException(failure(type, entry.error()), null);
            }
            String key = id.orElseThrow(() -> ManifestReader.malformed(
                    folder.resolve(ManifestReader.FILE) + ":" + entry.line() + ": 'parameters' has no '"
                            + String.join(
                                    "' or '",
                                    detail.parameters().stream()
                                            .map(ResourceType.Parameter::name)
                                            .toList())
                            + "'",
                    null));
            items.computeIfAbsent(key, first -> new ArrayList<>(1)).add(entry);
        }
        return items;
    }

    private static ObjectNode belonging(ObjectNode payload, ManifestEntry entry, ResourceType type, Detail detail) {
        ObjectNode given = parameters(entry);
        ObjectNode parent = payload.putObject(RawResource.PARENT_KEY);
        detail.parameters().forEach(parameter -> parent.set(parameter.name(), given.get(parameter.name())));
        for (String field : type.parentFields()) {
            if (given.has(field)) {
                parent.set(field, given.get(field));
            }
        }
        return payload;
    }

    private static ObjectNode parameters(ManifestEntry entry) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        entry.parameters().forEach(parameters::put);
        return parameters;
    }

    private ObjectNode whole(ManifestEntry entry, ResourceType type) throws SourceException {
        String file = fileOf(entry);
        try (InputStream answer = open(file)) {
            return AnswerReader.readWhole(file, answer, type, tokensOf(type));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public Optional<ReadFailure> check(Scope scope) {
        ResourceType type = catalogue.get(scope.resourceType());
        for (ManifestEntry entry : entriesOf(scope)) {
            RecordedError error = entry.error();
            if (error != null && type.detail() == null && !type.none().contains(error.code())) {
                return Optional.of(failure(type, error));
            }
            if (error == null) {
                String file = fileOf(entry);
                try (InputStream answer = open(file)) {
                    answer.read();
                } catch (IOException e) {
                    return Optional.of(unreadable(file, e).failure());
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
            throw new IllegalArgumentException(scope + " is not in " + folder + ", or discover() was not called");
        }
        return found;
    }

    private Instant timeOf(ManifestEntry entry) {
        Instant time = entry.time();
        return time == null ? runStart : time;
    }

    private static String fileOf(ManifestEntry entry) {
        return entry.file() == null ? ManifestReader.FILE : entry.file();
    }

    private InputStream open(String file) throws IOException, SourceException {
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw ManifestReader.malformed(file + " is outside " + folder, null);
        }
        return Files.newInputStream(path);
    }

    private static SourceException unreadable(String file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
        return ManifestReader.malformed(file + " cannot be read: " + why, e);
    }

    private ReadFailure failure(ResourceType type, RecordedError error) {
        @Nullable String recorded = error.permission();
        String permission = recorded == null ? type.ownPermission() : recorded;
        return errorsOf(type.provider()).failure(error.code(), type.operationName(), permission, error.message());
    }

    /** Answers of a provider without a module can be read as far as HTTP says what its errors mean. */
    private ErrorClassifier errorsOf(String provider) {
        return providers.find(provider).map(InventoryProvider::errors).orElse(ErrorClassifier.HTTP);
    }

    private PageTokens tokensOf(ResourceType type) {
        return providers
                .find(type.provider())
                .map(InventoryProvider::pageTokens)
                .orElse(PageTokens.NONE);
    }
}
