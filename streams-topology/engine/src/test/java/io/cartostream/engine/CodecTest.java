package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.contract.EntityKey.Node;
import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CodecException;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.codec.PropertyCodec;
import io.cartostream.engine.event.EventCodec;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.Body;
import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.LookupDirection;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.LookupMessage.CarrierChanged;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.LookupText;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.message.RankSet;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.models.fact.FactSource.SyncRecord;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written can be read, and keys keep their order and their parts. */
final class CodecTest {

    @Property(tries = 300)
    void shouldReadBackAnyMessageToNodes(@ForAll("nodeMessages") NodeMessage message) {
        assertThat(MessageCodec.decodeNode(MessageCodec.encode(message))).isEqualTo(message);
    }

    @Property(tries = 300)
    void shouldReadBackAnyMessageToLookups(@ForAll("lookupMessages") LookupMessage message) {
        assertThat(MessageCodec.decodeLookup(MessageCodec.encode(message))).isEqualTo(message);
    }

    @Property(tries = 300)
    void shouldReadBackAnyEvent(
            @ForAll("bodies") Body body, @ForAll("texts") String id, @ForAll long time, @ForAll long sequence) {
        Scope scope = new Scope("aws", "a/1", "eu\\west", "t.host");
        Dated dated = new Dated(new InventoryEvent(scope, time % 2 == 0 ? null : id, sequence, time, body), time + 1);
        assertThat(EventCodec.decode(EventCodec.encode(dated))).isEqualTo(dated);
    }

    @Property(tries = 500)
    void shouldReadBackAnyProperties(@ForAll("properties") SortedMap<String, @Nullable PropertyValue> properties) {
        ByteWriter writer = new ByteWriter(16);
        PropertyCodec.writeMap(writer, properties);
        assertThat(PropertyCodec.readMap(new ByteReader(writer.toBytes()))).isEqualTo(properties);
    }

    @Property(tries = 500)
    void shouldReadBackNumbers(@ForAll long number) {
        byte[] bytes =
                new ByteWriter(1).number(number).signed(number).fixed(number).toBytes();
        ByteReader reader = new ByteReader(bytes);
        assertThat(List.of(reader.number(), reader.signed(), reader.fixed())).containsOnly(number);
    }

    @Property(tries = 500)
    void shouldKeepPartsApartAndInOrder(@ForAll("parts") List<String> left, @ForAll("parts") List<String> right) {
        String one = CompositeKeys.join(left.toArray(String[]::new));
        String other = CompositeKeys.join(right.toArray(String[]::new));
        assertThat(CompositeKeys.split(one)).isEqualTo(left);
        int expected = 0;
        for (int i = 0; i < 3 && expected == 0; i++) {
            expected = Arrays.compareUnsigned(utf8(left.get(i)), utf8(right.get(i)));
        }
        assertThat(Integer.signum(Arrays.compareUnsigned(utf8(one), utf8(other))))
                .isEqualTo(Integer.signum(expected));
        assertThat(Integer.signum(CompositeKeys.compare(one, other))).isEqualTo(Integer.signum(expected));
    }

    @Property(tries = 300)
    void shouldSeekBeyondAPartAndNoFurther(@ForAll("parts") List<String> parts) {
        String prefix = CompositeKeys.prefix("p", parts.get(0));
        String beyond = CompositeKeys.beyond(prefix);
        assertThat(CompositeKeys.compare(beyond, CompositeKeys.join("p", parts.get(0), parts.get(1))))
                .isPositive();
        for (String greater : List.of(parts.get(0) + "\0", parts.get(0) + "\1", parts.get(0) + "a")) {
            assertThat(CompositeKeys.compare(beyond, CompositeKeys.join("p", greater, "")))
                    .isNegative();
        }
    }

    @Test
    void shouldTellAnEmptyTextFromNone() {
        byte[] bytes = new ByteWriter(4)
                .optionalText("")
                .optionalText(null)
                .optionalNumber(0L)
                .optionalNumber(null)
                .toBytes();
        ByteReader reader = new ByteReader(bytes);
        assertThat(reader.optionalText()).isEmpty();
        assertThat(reader.optionalText()).isNull();
        assertThat(reader.optionalNumber()).isZero();
        assertThat(reader.optionalNumber()).isNull();
    }

    @Test
    void shouldReadBackEmptyTextsAndListsOfProperties() {
        SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        properties.put("text", new PropertyValue.Text(""));
        properties.put("list", new PropertyValue.Listing(List.of()));
        properties.put("texts", new PropertyValue.Listing(List.of(new PropertyValue.Text(""))));
        properties.put("none", null);
        ByteWriter writer = new ByteWriter(1);
        PropertyCodec.writeMap(writer, properties);
        assertThat(PropertyCodec.readMap(new ByteReader(writer.toBytes()))).isEqualTo(properties);
    }

    @Test
    void shouldTellLookupValuesApart() {
        List<PropertyValue> values = List.of(
                new PropertyValue.Text("1"),
                new PropertyValue.Whole(1),
                new PropertyValue.Real(1),
                new PropertyValue.Flag(true),
                new PropertyValue.Text("true"),
                new PropertyValue.Text("x".repeat(600)),
                new PropertyValue.Text("x".repeat(601)),
                new PropertyValue.Listing(List.of(new PropertyValue.Text("1"))));
        assertThat(values.stream().map(value -> LookupText.of(new LookupKey("L", "p", value))))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSizeLessThan(600));
    }

    @Test
    void shouldRefuseBytesOfAnotherVersion() {
        byte[] bytes =
                MessageCodec.encode(new CarrierChanged(new Node("L", "1"), true, new Provenance("aws", "a1", null, 0)));
        bytes[0] = 99;
        assertThatThrownBy(() -> MessageCodec.decodeLookup(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessage("encoded by version 99, this one reads 1");
    }

    @Test
    void shouldRefuseBytesThatEndEarly() {
        assertThatThrownBy(() -> new ByteReader(new byte[] {1, 5, 'a'}).fixed()).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> new ByteReader(new byte[] {5, 'a'}).text()).isInstanceOf(CodecException.class);
    }

    @Provide
    Arbitrary<NodeMessage> nodeMessages() {
        Arbitrary<@Nullable RelationshipEnd> ends =
                Combinators.combine(texts(), nodes()).as(RelationshipEnd::new).injectNull(0.3);
        Arbitrary<EntityFacts> facts =
                Combinators.combine(ends, declarations().list().ofMaxSize(3)).as(EntityFacts::new);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), facts.list().ofMaxSize(3), provenances())
                        .as(FactsChanged::new),
                Combinators.combine(texts(), nodes(), bodiesOfAssertions(), provenances())
                        .as(RelationshipCandidate::new),
                Combinators.combine(texts(), texts(), Arbitraries.longs().injectNull(0.2), provenances())
                        .as((id, scope, start, provenance) ->
                                new SyncFreshness(new SyncRecord(id, id, scope), scope, start, provenance)));
    }

    @Provide
    Arbitrary<LookupMessage> lookupMessages() {
        Arbitrary<DemandChange> changes = Combinators.combine(
                        texts(), nodes(), Arbitraries.of(LookupDirection.class), declarations())
                .as(DemandChange::new);
        return Arbitraries.oneOf(
                Combinators.combine(nodes(), Arbitraries.of(true, false), provenances())
                        .as(CarrierChanged::new),
                Combinators.combine(texts(), changes.list().ofMaxSize(3), provenances())
                        .as(DemandsChanged::new));
    }

    @Provide
    Arbitrary<Body> bodies() {
        return Arbitraries.oneOf(
                Combinators.combine(texts(), texts()).as(InventoryEvent.ResourceObserved::new),
                texts().map(InventoryEvent.ResourceConfirmed::new),
                texts().map(InventoryEvent.ResourceRemoved::new),
                Arbitraries.just(new InventoryEvent.SyncStarted()),
                Arbitraries.longs().map(InventoryEvent.SyncCompleted::new),
                Combinators.combine(Arbitraries.longs(), coverages()).as(InventoryEvent.SyncCompleted::new),
                Combinators.combine(texts(), texts().injectNull(0.5), texts().injectNull(0.5))
                        .as(InventoryEvent.SyncFailed::new),
                texts().map(InventoryEvent.SyncPartial::new),
                texts().map(text -> new InventoryEvent.ScopeRetired(text, true)),
                texts().map(InventoryEvent.RetractionConfirmed::new));
    }

    private Arbitrary<ReadCoverage> coverages() {
        Arbitrary<ReadCoverage.Cause> causes = Combinators.combine(
                        texts(),
                        texts().injectNull(0.5),
                        texts().injectNull(0.5),
                        texts().injectNull(0.5),
                        texts(),
                        Arbitraries.longs(),
                        texts().list().ofMaxSize(3))
                .as(ReadCoverage.Cause::new);
        return Combinators.combine(Arbitraries.longs(), causes.list().ofMaxSize(3))
                .as(ReadCoverage::new);
    }

    @Provide
    Arbitrary<SortedMap<String, @Nullable PropertyValue>> properties() {
        return Arbitraries.maps(texts(), values().injectNull(0.2)).ofMaxSize(5).map(TreeMap::new);
    }

    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.of("", "a", "b", "ab", "\0", "\1", "a\0", "a\1", "\1\2", "é", "\uFFFD", "😀", "\uE000")
                .list()
                .ofSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('\0', '\uD7FF')
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(text -> text.isBlank() ? "blank" : text);
    }

    private Arbitrary<PropertyValue> values() {
        Arbitrary<PropertyValue> moments = Combinators.combine(
                        Arbitraries.longs().between(-4_000_000_000L, 8_000_000_000L),
                        Arbitraries.of("Z", "+02:00", "Europe/Paris"))
                .as((seconds, zone) -> new PropertyValue.Moment(
                        ZonedDateTime.ofInstant(Instant.ofEpochSecond(seconds, 7), ZoneId.of(zone))));
        return Arbitraries.oneOf(
                texts().map(PropertyValue.Text::new),
                Arbitraries.longs().map(PropertyValue.Whole::new),
                Arbitraries.doubles().map(PropertyValue.Real::new),
                Arbitraries.of(true, false).map(PropertyValue.Flag::new),
                moments,
                texts().map(text -> (PropertyValue) new PropertyValue.Text(text))
                        .list()
                        .ofMaxSize(3)
                        .map(PropertyValue.Listing::new));
    }

    private Arbitrary<@Nullable AssertionBody> bodiesOfAssertions() {
        return Combinators.combine(texts().set().ofMaxSize(3), properties())
                .as((labels, properties) -> AssertionBody.of(new java.util.TreeSet<>(labels), properties))
                .injectNull(0.2);
    }

    private Arbitrary<DeclarationChange> declarations() {
        return Combinators.combine(
                        texts(),
                        Arbitraries.of(AssertionRank.class),
                        Arbitraries.integers().between(0, 15).map(RankSet::new),
                        bodiesOfAssertions())
                .as(DeclarationChange::new);
    }

    private Arbitrary<Node> nodes() {
        return Combinators.combine(texts(), texts()).as(Node::new);
    }

    private Arbitrary<Provenance> provenances() {
        return Combinators.combine(texts(), texts(), texts().injectNull(0.3), Arbitraries.longs())
                .as(Provenance::new);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
