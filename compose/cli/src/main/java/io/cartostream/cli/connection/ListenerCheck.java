package io.cartostream.cli.connection;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Fails at once if every address of a service refuses connections, because the clients would retry until their time limit. An address
 * that does not answer passes: the client's own time limit and message apply.
 */
public final class ListenerCheck {

    private static final int TIMEOUT_MS = 1_000;
    private static final int BOLT_PORT = 7687;

    private ListenerCheck() {}

    /**
     * Checks the bootstrap servers.
     *
     * @throws CommandFailure in one line, if all of them refuse connections
     */
    public static void requireKafka(CliSettings settings) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : settings.bootstrapServers().split(",", -1)) {
            int colon = server.lastIndexOf(':');
            servers.add(new InetSocketAddress(
                    server.substring(0, colon).strip(),
                    Integer.parseInt(server.substring(colon + 1).strip())));
        }
        if (refused(servers)) {
            throw refusal("Kafka at " + settings.bootstrapServers(), "--bootstrap-servers");
        }
    }

    /**
     * Checks the schema registry.
     *
     * @throws CommandFailure in one line, if all its addresses refuse connections
     */
    public static void requireRegistry(CliSettings settings) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String url : settings.registryUrl().split(",", -1)) {
            if (url.startsWith("mock://")) {
                return;
            }
            URI uri = URI.create(url.strip());
            int usual = uri.getScheme().equals("https") ? 443 : 80;
            servers.add(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort()));
        }
        if (refused(servers)) {
            throw refusal("the schema registry at " + settings.registryUrl(), "--registry-url");
        }
    }

    /**
     * Checks Neo4j.
     *
     * @throws CommandFailure in one line, if it refuses connections
     */
    static void requireNeo4j(CliSettings.Neo4j settings) {
        URI uri = settings.uri();
        InetSocketAddress server = new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? BOLT_PORT : uri.getPort());
        if (refused(List.of(server))) {
            throw refusal("Neo4j at " + uri, "--neo4j-uri");
        }
    }

    /** The failure of a service that refuses connections: what to start, and which option names another service. */
    static CommandFailure refusal(String service, String option) {
        return CommandFailure.failed(service
                + " refuses connections. Start the local stack with `cartostream local up`, or name another with "
                + option + ".");
    }

    private static boolean refused(List<InetSocketAddress> servers) {
        for (InetSocketAddress server : servers) {
            try (Socket socket = new Socket()) {
                socket.connect(server, TIMEOUT_MS);
                return false;
            } catch (ConnectException e) {
                // the next one may listen
            } catch (IOException e) {
                return false;
            }
        }
        return !servers.isEmpty();
    }
}
