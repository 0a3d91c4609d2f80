package io.cartostream.broker;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * Formats the broker's folder if that has not happened yet, then runs Kafka's own main: one JVM instead of two saves a second at
 * each start. Runs until SIGTERM; data that is there is kept.
 */
public final class LocalBroker {

    private LocalBroker() {}

    /** Arguments: the cluster id and the path of server.properties. Exit codes: Kafka's, and 1 if formatting fails. */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: LocalBroker CLUSTER_ID SERVER_PROPERTIES");
            System.exit(2);
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = StorageTool.execute(
                new String[] {"format", "-t", arguments[0], "-c", arguments[1], "--ignore-formatted"},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            System.err.println("broker: formatting failed: "
                    + said.toString(StandardCharsets.UTF_8).strip());
            System.exit(1);
            return;
        }
        Kafka.main(new String[] {arguments[1]});
    }
}
