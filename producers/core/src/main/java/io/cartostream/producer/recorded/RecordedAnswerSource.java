package io.cartostream.producer.recorded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import io.cartostream.producer.DetailTally;
import io.cartostream.producer.Discovery;
import io.cartostream.producer.ErrorCodes;
import io.cartostream.producer.Failure;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.Item;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recorded answers of any number of accounts and providers: a folder with {@code manifest.jsonl}, whose lines carry
 * {@code provider}, {@code account}, {@code region}, {@code service}, {@code operation} and {@code file} or {@code error}, and
 * may carry {@code parameters}, {@code page} and {@code time}. All answers of one operation, account and region are one sync,
 * in the manifest's order. Answers are streamed; of the manifest, one short entry per line is held.
 */
public final class RecordedAnswerSource implements InventorySource {

    private final Path folder;
    private final Catalogue catalogue;
    private final ScopeSelection selection;
    private final Instant runStart;
    private volatile Map<Scope, List<ManifestEntry>> entries = Map.of();

    private RecordedAnswerSource(Path folder, Catalogue catalogue, ScopeSelection selection, Instant runStart) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.selection = selection;
        this.runStart = runStart;
    }

    /** Answers under {@code folder/manifest.jsonl}. Nothing is read before {@link #discover}. */
    public static RecordedAnswerSource open(Path folder, Catalogue catalogue, ScopeSelection selection, Clock clock) {
        return new RecordedAnswerSource(folder, catalogue, selection, clock.instant());
    }

    @Override
    public String description() {
        return "recorded answers in " + folder;
    }

    @Override
    public Discovery discover() throws SourceException {
        Map<Scope, List<ManifestEntry>> found = new LinkedHashMap<>();
        Map<String, Long> unknown = new TreeMap<>();
        ManifestReader.read(folder, entry -> {
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
        entries = found;
        return new Discovery(List.copyOf(found.keySet()), unknown);
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
        } else {
            readPages(scope, type, sink);
        }
    }

    private void readPages(Scope scope, ResourceType type, ItemSink sink) throws SourceException {
        List<ManifestEntry> pages = entriesOf(scope);
        int withFurtherPage = 0;
        for (ManifestEntry page : pages) {
            sink.page(timeOf(page));
            RecordedError error = page.error();
            if (error != null) {
                throw new SourceException(failure(type, error), null);
            }
            String file = fileOf(page);
            try (InputStream answer = open(file)) {
                withFurtherPage += AnswerReader.readItems(file, answer, type, sink::item) ? 1 : 0;
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        if (!pages.isEmpty() && withFurtherPage == pages.size()) {
            throw ManifestReader.malformed(
                    fileOf(pages.get(pages.size() - 1)) + " says that a further page follows, and none is recorded",
                    null);
        }
    }

    private void readDetails(Scope scope, ResourceType type, ResourceType.Detail detail, ItemSink sink)
            throws SourceException {
        DetailTally tally = new DetailTally();
        for (ManifestEntry entry : entriesOf(scope)) {
            String id = entry.parameters().get(detail.parameter());
            RecordedError error = entry.error();
            sink.page(timeOf(entry));
            if (id == null || id.isEmpty()) {
                if (error != null) {
                    throw new SourceException(failure(type, error), null);
                }
                throw ManifestReader.malformed(
                        folder.resolve(ManifestReader.FILE) + ":" + entry.line() + ": 'parameters' lacks '"
                                + detail.parameter() + "'",
                        null);
            }
            if (error == null) {
                sink.item(new Item(id, whole(entry, type, detail, id)));
                tally.read();
            } else if (ErrorCodes.gone(error.code())) {
                sink.gone(id);
            } else {
                Failure failure = failure(type, error);
                sink.unreadable(id, failure);
                tally.failed(failure);
            }
        }
        tally.finish();
    }

    private ObjectNode whole(ManifestEntry entry, ResourceType type, ResourceType.Detail detail, String id)
            throws SourceException {
        String file = fileOf(entry);
        try (InputStream answer = open(file)) {
            ObjectNode item = AnswerReader.readWhole(file, answer, type);
            item.putObject(Item.PARENT_KEY).put(detail.parameter(), id);
            return item;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public Optional<Failure> check(Scope scope) {
        ResourceType type = catalogue.get(scope.resourceType());
        for (ManifestEntry entry : entriesOf(scope)) {
            RecordedError error = entry.error();
            if (error != null && type.detail() == null) {
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

    private static Failure failure(ResourceType type, RecordedError error) {
        @Nullable String recorded = error.permission();
        String permission = recorded == null ? type.ownPermission() : recorded;
        return ErrorCodes.failure(error.code(), type.operationName(), permission, error.message());
    }
}
