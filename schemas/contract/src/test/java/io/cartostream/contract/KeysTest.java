package io.cartostream.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void shouldReadScopeKeyBackWhenPartsContainTheSeparator() {
        Scope scope = new Scope("gcp", "folder/with\\odd", Scope.GLOBAL, "storage.bucket");

        assertThat(scope.key()).isEqualTo("gcp/folder\\/with\\\\odd/global/storage.bucket");
        assertThat(Scope.parse(scope.key())).isEqualTo(scope);
    }

    @Test
    void shouldKeepEntityKeysApartWhenIdsContainTheSeparator() {
        EntityKey first = new EntityKey.Relationship("T", new EntityKey.Node("A", "x|A"), new EntityKey.Node("B", "y"));
        EntityKey second =
                new EntityKey.Relationship("T", new EntityKey.Node("A", "x"), new EntityKey.Node("A|B", "y"));

        assertThat(first.text()).isNotEqualTo(second.text());
        assertThat(EntityKey.parse(first.text())).isEqualTo(first);
        assertThat(EntityKey.parse(second.text())).isEqualTo(second);
    }

    @Test
    void shouldRefuseWhatIsNoKey() {
        assertThatThrownBy(() -> EntityKey.parse("N|only")).hasMessageContaining("not an entity key: 'N|only'");
        assertThatThrownBy(() -> Scope.parse("aws/1/2")).hasMessageContaining("not a scope key");
        assertThatThrownBy(() -> new EntityKey.Node("L", "x".repeat(4097))).hasMessageContaining("4096 bytes");
        assertThatThrownBy(() -> new Namespace("a b")).hasMessageContaining("namespace 'a b'");
    }

    @Test
    void shouldRefuseAScopeWhoseAccountIsTooLong() {
        assertThatThrownBy(() -> new Scope("aws", "x".repeat(513), "eu", "t.host"))
                .hasMessageContaining("a scope's account must not exceed 512 bytes (xxx")
                .hasMessageEndingWith("x…)");
        assertThatThrownBy(() -> new Scope("aws", "é".repeat(257), "eu", "t.host"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Scope("aws", "é".repeat(256), "eu", "t.host").account()).hasSize(256);
    }

    @Test
    void shouldPrefixEveryNameWithTheNamespace() {
        Namespace namespace = new Namespace("prod");

        assertThat(namespace.topic(TopicName.INVENTORY_RAW)).isEqualTo("prod.inventory-raw");
        assertThat(namespace.valueSubject(TopicName.GRAPH_CHANGES)).isEqualTo("prod.graph-changes-value");
        assertThat(namespace.group("topology")).isEqualTo("prod.topology");
    }
}
