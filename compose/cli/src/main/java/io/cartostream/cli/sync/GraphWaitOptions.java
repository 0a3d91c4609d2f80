package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.TimeExpressions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and how long {@code sync} waits for the graph. */
final class GraphWaitOptions {

    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final String SINK = "neo4j-sink";

    @Option(
            names = "--wait",
            description = "Return only when Neo4j holds everything that this sync sent, and print how long that took.")
    boolean wait;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            converter = TimeExpressions.DurationConverter.class,
            description = "With --wait: give up after this time, with exit code 1. Default: 10m.")
    @Nullable
    Duration timeout;

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description = "With --wait: name of the sink's connector. Default: neo4j-sink.")
    @Nullable
    String connector;

    Duration patience() {
        Duration given = timeout;
        return given == null ? USUAL : given;
    }

    String sink() {
        String given = connector;
        return given == null ? SINK : given;
    }

    /** Fails with a usage error if an option would be ignored. */
    void refuseWithoutWait(boolean check) {
        if (wait && check) {
            throw CommandFailure.usage("--check sends nothing, so --wait has nothing to wait for: give one of them");
        }
        if (!wait && (timeout != null || connector != null)) {
            throw CommandFailure.usage((timeout == null ? "--connector" : "--wait-timeout") + " needs --wait");
        }
    }
}
