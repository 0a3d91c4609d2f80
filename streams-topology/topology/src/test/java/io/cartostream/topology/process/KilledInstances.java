package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Namespace;
import io.cartostream.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three instances of the application with standbys, one of which is killed now and then. */
final class KilledInstances {

    private static final List<String> NAMES = List.of("one", "two", "three");
    private static final Logger LOG = LoggerFactory.getLogger(KilledInstances.class);
    private static final int LAST_LINES = 300;
    private static final int ENDING_LINES = 10;
    private static final String[] SETTINGS = {
        "threads=1",
        "state.standby.replicas=1",
        "kafka.consumer.session.timeout.ms=6000",
        "start.timeout.ms=120000",
        "stall.timeout.ms=90000"
    };

    private final TopologyCluster cluster;
    private final Namespace namespace;
    private final String[] settings;
    private final Map<String, JavaProcess> running = new TreeMap<>();

    KilledInstances(TopologyCluster cluster, Namespace namespace, String... furtherSettings) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.settings =
                Stream.concat(Stream.of(SETTINGS), Stream.of(furtherSettings)).toArray(String[]::new);
    }

    void startAll() throws IOException {
        for (String name : NAMES) {
            start(name);
        }
    }

    void awaitReady() {
        running.forEach(cluster::awaitReady);
    }

    private void start(String name) throws IOException {
        running.put(name, cluster.start(name, namespace, settings));
    }

    /** SIGKILL to one of them; returns its name. */
    String killOne(Random random) throws InterruptedException {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        process(name).kill();
        return name;
    }

    /** Starts a killed one again. */
    void restart(String name, boolean withoutState) throws IOException {
        if (withoutState) {
            try (Stream<Path> files = Files.walk(cluster.state(name))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        start(name);
    }

    /**
     * Waits while none of them ends by itself, unless for a task that Kafka Streams lost.
     *
     * @param state what is to be said if it waited in vain, beside what they have logged last
     */
    void await(Duration patience, Supplier<String> state, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        for (String name : NAMES) {
                            startAgainIfStalled(name);
                            assertThat(process(name).isAlive())
                                    .as(process(name)::output)
                                    .isTrue();
                        }
                        return condition.call();
                    });
        } catch (ConditionTimeoutException e) {
            String found = state.get();
            running.values().forEach(JavaProcess::dumpThreads);
            throw new AssertionError(
                    "waited " + patience.toSeconds() + " s in vain: " + found + "\n" + lastOutput(), e);
        }
    }

    /** What a supervisor does with any process that ends; here with one only that has noticed that Kafka Streams lost a task. */
    private void startAgainIfStalled(String name) throws IOException, InterruptedException {
        JavaProcess process = process(name);
        if (!process.isAlive()
                && process.awaitExit() == 1
                && lastLines(process, ENDING_LINES).contains("stall.timeout.ms")) {
            LOG.warn("{} ended for a stall and is started again:\n{}", name, lastLines(process, LAST_LINES));
            start(name);
        }
    }

    private String lastOutput() {
        StringBuilder last = new StringBuilder();
        running.forEach((name, process) ->
                last.append("---- ").append(name).append('\n').append(lastLines(process, LAST_LINES)));
        return last.toString();
    }

    private static String lastLines(JavaProcess process, int count) {
        List<String> lines = process.output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size())) + "\n";
    }

    /** Everything that they have logged. */
    String output() {
        StringBuilder all = new StringBuilder();
        running.values().forEach(process -> all.append(process.output()));
        return all.toString();
    }

    void stop() throws InterruptedException {
        for (JavaProcess process : running.values()) {
            assertThat(process.stop()).as("ended by SIGTERM").isEqualTo(143);
        }
    }

    private JavaProcess process(String name) {
        JavaProcess process = running.get(name);
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
