package io.cartostream.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The ports of the stack, all on the loopback address. */
public record StackPorts(
        int kafka,
        int kafkaController,
        int registry,
        int connect,
        int bolt,
        int http,
        int topologyMetrics,
        int connectMetrics) {

    /** The parts' usual ports. */
    public static final StackPorts DEFAULTS = new StackPorts(9092, 9093, 8081, 8083, 7687, 7474, 9404, 9405);

    /** Eight ports in a row. */
    public static StackPorts from(int base) {
        return new StackPorts(base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7);
    }

    /** Ports with what each is for, in the words of the option that sets it. */
    public Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("kafka", kafka);
        named.put("kafka-controller", kafkaController);
        named.put("registry", registry);
        named.put("connect", connect);
        named.put("bolt", bolt);
        named.put("http", http);
        named.put("topology-metrics", topologyMetrics);
        named.put("connect-metrics", connectMetrics);
        return named;
    }

    /** These ports with some replaced, by the names of {@link #named}. */
    public StackPorts with(Map<String, Integer> changes) {
        Map<String, Integer> all = named();
        all.putAll(changes);
        return of(all);
    }

    private static StackPorts of(Map<String, Integer> all) {
        return new StackPorts(
                all.getOrDefault("kafka", 0),
                all.getOrDefault("kafka-controller", 0),
                all.getOrDefault("registry", 0),
                all.getOrDefault("connect", 0),
                all.getOrDefault("bolt", 0),
                all.getOrDefault("http", 0),
                all.getOrDefault("topology-metrics", 0),
                all.getOrDefault("connect-metrics", 0));
    }

    static StackPorts read(Properties properties) {
        Map<String, Integer> all = DEFAULTS.named();
        all.replaceAll(
                (name, port) -> Integer.parseInt(properties.getProperty("port." + name, Integer.toString(port))));
        return of(all);
    }

    void write(Properties properties) {
        named().forEach((name, port) -> properties.setProperty("port." + name, Integer.toString(port)));
    }

    /**
     * Refuses ports that something else holds, all of them in one line.
     *
     * @throws StackException naming each port, what it is for and the option that changes it
     */
    public void requireFree() throws StackException {
        StringBuilder taken = new StringBuilder();
        for (Map.Entry<String, Integer> port : named().entrySet()) {
            if (!free(port.getValue())) {
                taken.append(taken.isEmpty() ? "" : ", ")
                        .append(port.getValue())
                        .append(" (--")
                        .append(port.getKey())
                        .append("-port)");
            }
        }
        if (!taken.isEmpty()) {
            throw new StackException("in use: port " + taken
                    + "; stop what holds it, or choose other ports with that option or --port-base 19000");
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
