package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StackPortsTest {

    @Test
    void shouldNamePortPurposeAndWayOutWhenPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackPorts ports = StackPorts.from(freePort()).with(Map.of("registry", taken.getLocalPort()));
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StackException.class)
                    .as("others may hold more of these ports")
                    .hasMessageStartingWith("in use: port ")
                    .hasMessageContaining(taken.getLocalPort() + " (--registry-port)")
                    .hasMessageEndingWith(
                            "; stop what holds it, or choose other ports with that option or --port-base 19000");
        }
    }

    @Test
    void shouldComeBackWhenWrittenAndRead() {
        StackPorts ports = StackPorts.from(20_000).with(Map.of("bolt", 7));
        Properties properties = new Properties();
        ports.write(properties);
        assertThat(StackPorts.read(properties)).isEqualTo(ports);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Math.min(socket.getLocalPort(), 65_000);
        }
    }
}
