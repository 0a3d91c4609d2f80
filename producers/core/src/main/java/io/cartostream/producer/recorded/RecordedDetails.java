package io.cartostream.producer.recorded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.producer.AnswerSlices;
import io.cartostream.producer.DetailTally;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import io.cartostream.producer.recorded.ManifestEntry.RecordedError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the recorded details of resources: one answer, or several pages, for each resource. */
final class RecordedDetails {

    private final AnswerFolder answers;

    RecordedDetails(AnswerFolder answers) {
        this.answers = answers;
    }

    /**
     * Hands the sink one item per resource.
     *
     * @param parents knows the parent fields that the manifest omits
     * @throws SourceException if no answer could be read, or an error belongs to no resource
     */
    void read(List<ManifestEntry> entries, ResourceType type, Detail detail, RecordedParents parents, ItemSink sink)
            throws SourceException {
        DetailTally tally = new DetailTally();
        for (Map.Entry<String, List<ManifestEntry>> item :
                byItem(entries, type, detail).entrySet()) {
            String id = item.getKey();
            List<ManifestEntry> pages = RecordedPages.inOrder(item.getValue());
            sink.page(answers.timeOf(pages.get(0)));
            Optional<RecordedError> failed = pages.stream()
                    .map(ManifestEntry::error)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (failed.isEmpty()) {
                readJoined(id, pages, type, detail, parents, sink, tally);
            } else if (type.absent().contains(failed.get().code())) {
                ObjectNode nothing = JsonNodeFactory.instance.objectNode();
                sink.item(new RawResource(id, belonging(nothing, pages.get(0), type, detail, parents.of(id))));
                tally.answered();
            } else if (type.none().contains(failed.get().code())
                    || answers.errorsOf(type.provider()).gone(failed.get().code())) {
                sink.gone(id);
                tally.answered();
            } else {
                ReadFailure failure = answers.failure(type, failed.get());
                sink.unreadable(id, failure);
                tally.failed(failure);
            }
        }
        tally.finish();
    }

    /** Refuses an answer whose last page is missing: part of it would pass for all of it. */
    private void readJoined(
            String id,
            List<ManifestEntry> pages,
            ResourceType type,
            Detail detail,
            RecordedParents parents,
            ItemSink sink,
            DetailTally tally)
            throws SourceException {
        ManifestEntry last = pages.get(pages.size() - 1);
        String wrong = RecordedPages.wrongNumber(pages);
        ObjectNode payload = answers.whole(pages.get(0), type);
        boolean further = AnswerReader.furtherPage(payload, answers.tokensOf(type));
        for (ManifestEntry page : pages.subList(1, pages.size())) {
            ObjectNode next = answers.whole(page, type);
            further = AnswerReader.furtherPage(next, answers.tokensOf(type));
            RawResource.append(payload, next);
        }
        if (wrong == null && !further) {
            RawResource whole = new RawResource(id, belonging(payload, pages.get(0), type, detail, parents.of(id)));
            AnswerSlices.of(whole, detail.slices()).forEach(sink::item);
            tally.answered();
            return;
        }
        ReadFailure failure = new ReadFailure(
                FailureReason.MALFORMED_ANSWER,
                type.operationName(),
                null,
                AnswerFolder.fileOf(last) + (wrong == null ? RecordedAnswerSource.MORE_FOLLOWS : ": " + wrong));
        sink.unreadable(id, failure);
        tally.failed(failure);
    }

    /** The answers for each item, in the manifest's order. */
    private Map<String, List<ManifestEntry>> byItem(List<ManifestEntry> entries, ResourceType type, Detail detail)
            throws SourceException {
        Map<String, List<ManifestEntry>> items = new LinkedHashMap<>();
        for (ManifestEntry entry : entries) {
            Optional<String> id = detail.idOf(parameters(entry));
            if (id.isEmpty() && entry.error() != null) {
                throw new SourceException(answers.failure(type, entry.error()), null);
            }
            String key = id.orElseThrow(() -> ManifestReader.malformed(
                    answers.manifest() + ":" + entry.line() + ": 'parameters' has no '"
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

    private static ObjectNode belonging(
            ObjectNode payload, ManifestEntry entry, ResourceType type, Detail detail, ObjectNode known) {
        ObjectNode given = parameters(entry);
        ObjectNode parent = payload.putObject(RawResource.PARENT_KEY);
        detail.parameters().forEach(parameter -> parent.set(parameter.name(), given.get(parameter.name())));
        for (String field : type.parentFields()) {
            if (given.has(field) || known.has(field)) {
                parent.set(field, given.has(field) ? given.get(field) : known.get(field));
            }
        }
        return payload;
    }

    private static ObjectNode parameters(ManifestEntry entry) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        entry.parameters().forEach(parameters::put);
        return parameters;
    }
}
