package io.cartostream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What every source holds. A test of a source extends this and says how to make sources of known content. */
public abstract class InventorySourceContract {

    /** A fresh source in which every scope can be read and at least {@link #fullScope} has items. */
    protected abstract InventorySource readable() throws Exception;

    /** A scope of {@link #readable} that has several items on several pages or in several elements. */
    protected abstract Scope fullScope();

    /** The catalogue of the sources. */
    protected abstract Catalogue catalogue();

    /** The ids in {@link #fullScope}. */
    protected abstract Set<String> fullIds();

    /** A fresh source in which {@link #fullScope} is denied. */
    protected abstract InventorySource denied() throws Exception;

    /** The permission that {@link #denied} misses. */
    protected abstract String missingPermission();

    @Test
    void shouldListEveryScopeOnceAndOnlyWithTypesOfTheCatalogue() throws Exception {
        try (InventorySource source = readable()) {
            SourceDiscovery discovery = source.discover();

            assertThat(discovery.scopes()).contains(fullScope()).doesNotHaveDuplicates();
            for (Scope scope : discovery.scopes()) {
                ResourceType type = catalogue().get(scope.resourceType());
                assertThat(type.provider()).isEqualTo(scope.provider());
                assertThat(scope.region().equals(Scope.GLOBAL)).isEqualTo(!type.regional());
            }
            assertThat(source.description()).isNotBlank();
        }
    }

    @Test
    void shouldStreamEveryItemOnceWithItsIdAndTimeOfRequest() throws Exception {
        try (InventorySource source = readable()) {
            source.discover();
            RecordingSink sink = new RecordingSink();

            source.read(fullScope(), sink);

            assertThat(sink.ids()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(fullIds());
            assertThat(sink.pages()).isNotEmpty().allSatisfy(page -> assertThat(page)
                    .isBeforeOrEqualTo(Instant.now()));
            assertThat(sink.items())
                    .allSatisfy(item -> assertThat(item.payload().isEmpty()).isFalse());
        }
    }

    @Test
    void shouldReadTheSameAgain() throws Exception {
        try (InventorySource source = readable()) {
            source.discover();
            RecordingSink first = new RecordingSink();
            RecordingSink second = new RecordingSink();

            source.read(fullScope(), first);
            source.read(fullScope(), second);

            assertThat(second.items()).isEqualTo(first.items());
        }
    }

    @Test
    void shouldNameTheMissingPermissionWhenDenied() throws Exception {
        try (InventorySource source = denied()) {
            source.discover();

            SourceException problem =
                    catchThrowableOfType(SourceException.class, () -> source.read(fullScope(), new RecordingSink()));

            assertThat(problem.failure().reason()).isEqualTo(FailureReason.ACCESS_DENIED);
            assertThat(problem.failure().missingPermission()).isEqualTo(missingPermission());
            assertThat(problem.failure().operation()).isNotBlank();
            assertThat(problem.retry()).isEqualTo(SourceException.Retry.NEVER);
        }
    }

    @Test
    void shouldCheckWithoutReading() throws Exception {
        try (InventorySource good = readable();
                InventorySource bad = denied()) {
            good.discover();
            bad.discover();

            assertThat(good.check(fullScope())).isEmpty();
            assertThat(bad.check(fullScope())).hasValueSatisfying(failure -> assertThat(failure.missingPermission())
                    .isEqualTo(missingPermission()));
        }
    }

    @Test
    void shouldLetTheSinksExceptionsPass() throws Exception {
        try (InventorySource source = readable()) {
            source.discover();
            PublishException lost = new PublishException("lost", false, null);

            assertThatThrownBy(() -> source.read(fullScope(), new ThrowingSink(lost)))
                    .isSameAs(lost);
            CancellationException stop = new CancellationException();
            assertThatThrownBy(() -> source.read(fullScope(), new ThrowingSink(stop)))
                    .isSameAs(stop);
        }
    }

    private record ThrowingSink(RuntimeException problem) implements ItemSink {
        @Override
        public void page(Instant requestedAt) {}

        @Override
        public void item(RawResource item) {
            throw problem;
        }

        @Override
        public void unreadable(String id, ReadFailure failure) {
            throw problem;
        }

        @Override
        public void gone(String id) {
            throw problem;
        }
    }
}
