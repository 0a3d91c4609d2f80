package io.cartostream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.contract.Scope;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MutatedResourceTest {

    private static final String PAYLOAD = "{\"InstanceId\":\"i-1\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}";

    private final MutatedResource resource =
            new MutatedResource(new Scope("aws", "1", "r", "ec2.instance"), "i-1", PAYLOAD);

    @Test
    void shouldAddOnlyTheTagWhenChanged() {
        assertThat(payload(resource.changed("7", Instant.EPOCH)))
                .isEqualTo("{\"InstanceId\":\"i-1\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"},"
                        + "{\"Key\":\"kubernetes.io/cluster/cartostream-bench-7\",\"Value\":\"owned\"}]}");
    }

    @Test
    void shouldHaveTheOriginalPayloadWhenRestored() {
        assertThat(payload(resource.restored(Instant.EPOCH))).isEqualTo(PAYLOAD);
    }

    @Test
    void shouldBelongToNoSyncWhenChanged() {
        assertThat(resource.changed("7", Instant.EPOCH).getSyncId()).isNull();
    }

    private static String payload(InventoryEvent event) {
        return ((ResourceObserved) event.getEvent()).getPayload();
    }
}
