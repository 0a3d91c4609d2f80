package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and relationships that an item yields.
 *
 * @param items the list to iterate; null for the payload itself
 * @param path the list for messages
 * @param slot slot of the item's name; negative if it has none
 * @param lets values with names
 * @param nodes its nodes
 * @param forEach nested items
 */
record ItemPlan(
        @Nullable CompiledValue items,
        String path,
        int slot,
        List<Let> lets,
        List<NodePlan> nodes,
        List<ItemPlan> forEach) {

    /** A value with a name. */
    record Let(int slot, CompiledValue source) {}

    void emit(EvaluationFrame frame, FactCollector out) {
        if (items == null) {
            emitItem(frame, out);
            return;
        }
        JsonNode list;
        try {
            list = list(items, frame);
        } catch (PayloadMismatchException e) {
            out.unread(declarations(), e);
            return;
        }
        for (JsonNode item : list) {
            if (!item.isNull()) {
                JsonNode outside = frame.enter(item);
                emitItem(frame, out);
                frame.enter(outside);
            }
        }
    }

    private JsonNode list(CompiledValue items, EvaluationFrame frame) {
        JsonNode list = items.read(frame);
        if (list != null && !list.isArray()) {
            throw new PayloadMismatchException(path, "expected a list, found " + FieldPath.formOf(list));
        }
        return list == null ? MissingNode.getInstance() : list;
    }

    /** The declarations of all its nodes and relationships. */
    private List<String> declarations() {
        return Stream.concat(
                        nodes.stream().map(NodePlan::declarations),
                        forEach.stream().map(ItemPlan::declarations))
                .flatMap(List::stream)
                .toList();
    }

    private void emitItem(EvaluationFrame frame, FactCollector out) {
        if (slot >= 0) {
            frame.set(slot, frame.item());
        }
        for (Let let : lets) {
            try {
                frame.set(let.slot(), let.source().read(frame));
            } catch (PayloadMismatchException e) {
                frame.refuse(let.slot(), e);
                out.refused(e);
            }
        }
        for (NodePlan node : nodes) {
            node.emit(frame, out);
        }
        for (ItemPlan nested : forEach) {
            nested.emit(frame, out);
        }
    }
}
