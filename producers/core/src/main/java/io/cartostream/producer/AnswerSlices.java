package io.cartostream.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.ResourceSlice;
import io.cartostream.producer.catalogue.ResourceType.Slices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Splits an answer that joins a long list into resources of a bounded size, so that neither payload nor facts of one resource grow
 * with the list. Which slice holds an element follows from the keys of all elements alone: an unchanged list gives the same
 * slices, and a further element changes one slice, or splits it in two.
 */
public final class AnswerSlices {

    /** Most elements of one slice. */
    static final int MOST_ELEMENTS = 200;

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST = 32;

    private final RawResource whole;
    private final Slices slices;
    private final List<RawResource> result = new ArrayList<>();

    private AnswerSlices(RawResource whole, Slices slices) {
        this.whole = whole;
        this.slices = slices;
    }

    private record Element(int hash, long size, JsonNode value) {
        boolean inUpperHalf(int depth) {
            return (hash >>> (DEEPEST - 1 - depth) & 1) == 1;
        }
    }

    /**
     * The resources to send, in their order. The resource itself comes last and carries the list only while the list is short: so
     * its elements are asserted by slices before it drops them.
     *
     * @param slices null if the answer does not join a list
     */
    public static List<RawResource> of(RawResource whole, @Nullable Slices slices) {
        if (slices == null || !(whole.payload().get(slices.list()) instanceof ArrayNode list)) {
            return List.of(whole);
        }
        AnswerSlices answer = new AnswerSlices(whole, slices);
        List<Element> elements = new ArrayList<>(list.size());
        list.forEach(value -> elements.add(answer.element(value)));
        if (fits(elements)) {
            return List.of(whole);
        }
        ObjectNode rest = whole.payload();
        rest.putArray(slices.list());
        answer.split(elements, "");
        answer.result.add(new RawResource(whole.id(), rest));
        return answer.result;
    }

    private void split(List<Element> elements, String part) {
        if (elements.isEmpty()) {
            return;
        }
        if (!part.isEmpty() && (fits(elements) || part.length() == DEEPEST)) {
            result.add(slice(elements, part));
            return;
        }
        List<Element> lower = new ArrayList<>();
        List<Element> upper = new ArrayList<>();
        elements.forEach(element -> (element.inUpperHalf(part.length()) ? upper : lower).add(element));
        split(lower, part + "0");
        split(upper, part + "1");
    }

    private static boolean fits(List<Element> elements) {
        return elements.size() <= 1
                || (elements.size() <= MOST_ELEMENTS
                        && elements.stream().mapToLong(Element::size).sum() <= MOST_CHARACTERS);
    }

    private RawResource slice(List<Element> elements, String part) {
        ObjectNode payload = whole.payload().deepCopy();
        ArrayNode list = payload.putArray(slices.list());
        elements.forEach(element -> list.add(element.value()));
        return new RawResource(ResourceSlice.idOf(whole.id(), part), payload);
    }

    private Element element(JsonNode value) {
        StringBuilder key = new StringBuilder();
        for (List<String> path : slices.keys()) {
            JsonNode found = value;
            for (String field : path) {
                found = found.path(field);
            }
            key.append(found.asText()).append('\n');
        }
        String text = value.toString();
        boolean unknown = key.toString().isBlank();
        return new Element(hash(unknown ? text : key.toString()), text.length(), value);
    }

    /** Spreads keys that differ in their last characters only over all bits, the first ones included. */
    private static int hash(String key) {
        CRC32 sum = new CRC32();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        int mixed = (int) sum.getValue() * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }
}
