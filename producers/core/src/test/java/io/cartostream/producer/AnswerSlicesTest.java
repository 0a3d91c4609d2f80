package io.cartostream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.ResourceType.Slices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerSlicesTest {

    private static final Slices BY_ID = new Slices("Accounts", List.of(List.of("Id")));

    private static List<String> ids(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> String.format("%012d", 500_000_000_000L + i))
                .toList());
    }

    private static List<RawResource> slices(List<String> ids) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ArrayNode list = payload.putArray("Accounts");
        ids.forEach(id -> list.addObject().put("Id", id).put("Name", "account " + id));
        payload.putObject(RawResource.PARENT_KEY).put("ParentId", "ou-1");
        return AnswerSlices.of(new RawResource("ou-1", payload), BY_ID);
    }

    private static Map<String, String> payloads(List<String> ids) {
        Map<String, String> payloads = new TreeMap<>();
        slices(ids).forEach(slice -> payloads.put(slice.id(), slice.payload().toString()));
        return payloads;
    }

    private static List<String> accounts(RawResource slice) {
        return slice.payload().findValues("Id").stream().map(JsonNode::asText).toList();
    }

    @Test
    void shouldLeaveAShortListInItsResource() {
        assertThat(slices(ids(200))).singleElement().satisfies(whole -> {
            assertThat(whole.id()).isEqualTo("ou-1");
            assertThat(accounts(whole)).hasSize(200);
        });
    }

    @Test
    void shouldBoundEverySliceOfALongListAndLoseNothing() {
        List<RawResource> slices = slices(ids(20_000));

        assertThat(slices).allSatisfy(slice -> assertThat(accounts(slice)).hasSizeLessThanOrEqualTo(200));
        assertThat(slices.stream().flatMap(slice -> accounts(slice).stream()))
                .containsExactlyInAnyOrderElementsOf(ids(20_000));
        assertThat(slices).hasSizeLessThan(300);
    }

    @Test
    void shouldSendTheResourceItselfLastWithAllOtherFields() {
        List<RawResource> slices = slices(ids(500));

        assertThat(slices.get(slices.size() - 1).id()).isEqualTo("ou-1");
        assertThat(slices).allSatisfy(slice -> assertThat(
                        slice.payload().at("/_parent/ParentId").asText())
                .isEqualTo("ou-1"));
    }

    @Test
    void shouldGiveTheSameSlicesForTheSameElementsInAnyOrder() {
        List<String> shuffled = ids(5_000);
        Collections.reverse(shuffled);

        assertThat(payloads(shuffled).keySet()).isEqualTo(payloads(ids(5_000)).keySet());
        assertThat(payloads(ids(5_000))).isEqualTo(payloads(ids(5_000)));
    }

    @Test
    void shouldChangeOneSliceOrSplitItWhenAnElementIsAdded() {
        Map<String, String> before = payloads(ids(5_000));
        Map<String, String> after = payloads(ids(5_001));

        assertThat(after.entrySet().stream().filter(slice -> !slice.getValue().equals(before.get(slice.getKey()))))
                .hasSizeBetween(1, 2);
    }

    @Test
    void shouldNotSliceWhatTheCatalogueDoesNotName() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        IntStream.range(0, 500).forEach(payload.putArray("Grants")::add);
        RawResource whole = new RawResource("b", payload);

        assertThat(AnswerSlices.of(whole, null)).containsExactly(whole);
        assertThat(AnswerSlices.of(whole, BY_ID)).containsExactly(whole);
    }
}
