package io.cartostream.cli.doctor;

import io.cartostream.cli.connection.GroupDrain;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.deadletters.DeadLetterCount;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.PollPause;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Checks of a cluster that answers: its topics, its disks, the topology's instances and what they have still to read. */
final class KafkaExamination {

    private static final long GIB = 1L << 30;
    private static final double SHORT = 0.15;
    private static final double CRITICAL = 0.05;
    private static final Duration PROBATION = Duration.ofSeconds(3);

    private final KafkaClient kafka;
    private final PollPause pause;

    KafkaExamination(KafkaClient kafka, PollPause pause) {
        this.kafka = kafka;
        this.pause = pause;
    }

    HealthFinding brokers() {
        int count = kafka.get(kafka.admin().describeCluster().nodes()).size();
        return HealthFinding.ok(
                HumanText.count(count, "broker") + " at " + kafka.settings().bootstrapServers());
    }

    HealthFinding topics() {
        Set<String> present = kafka.get(kafka.admin().listTopics().names());
        List<String> missing = Arrays.stream(TopicName.values())
                .map(kafka.settings().namespace()::topic)
                .filter(name -> !present.contains(name))
                .toList();
        return missing.isEmpty()
                ? HealthFinding.ok(TopicName.values().length + " topics exist")
                : HealthFinding.failed("missing: " + String.join(", ", missing), "Run `cartostream deploy`.");
    }

    /** The broker with the least free space counts. A user who may not see the disks does not know, so it is no failure. */
    HealthFinding disks() {
        try {
            return fullestDisk();
        } catch (CommandFailure e) {
            if (e.getCause() instanceof AuthorizationException) {
                return HealthFinding.skipped("the user may not see the disks of the brokers");
            }
            throw e;
        }
    }

    private HealthFinding fullestDisk() {
        List<Integer> ids = kafka.get(kafka.admin().describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        Map<Integer, Map<String, LogDirDescription>> directories =
                kafka.get(kafka.admin().describeLogDirs(ids).allDescriptions());
        HealthFinding worst = null;
        double least = 2;
        for (Map.Entry<Integer, Map<String, LogDirDescription>> broker : directories.entrySet()) {
            for (LogDirDescription directory : broker.getValue().values()) {
                if (directory.totalBytes().isEmpty() || directory.usableBytes().isEmpty()) {
                    continue;
                }
                long total = directory.totalBytes().getAsLong();
                long free = directory.usableBytes().getAsLong();
                double share = total == 0 ? 0 : (double) free / total;
                if (share < least) {
                    least = share;
                    worst = disk(broker.getKey(), free, share);
                }
            }
        }
        return worst == null ? HealthFinding.skipped("the brokers do not report their disks") : worst;
    }

    static HealthFinding disk(int broker, long free, double share) {
        String text = String.format(
                Locale.ROOT, "broker %d has %.1f GiB free (%.0f %%)", broker, (double) free / GIB, share * 100);
        String advice = "Free or add space: see _docs/guide/plan-retention-and-deletions.md.";
        if (share < CRITICAL || free < GIB) {
            return HealthFinding.failed(text, advice);
        }
        return share < SHORT ? HealthFinding.warning(text, advice) : HealthFinding.ok(text);
    }

    HealthFinding topology() {
        String group = kafka.settings().namespace().group("topology");
        Set<String> instances = new TreeSet<>();
        try {
            kafka.get(kafka.admin().describeConsumerGroups(List.of(group)).all())
                    .values()
                    .forEach(description -> description
                            .members()
                            .forEach(member -> instances.add(instance(member.host(), member.clientId()))));
        } catch (CommandFailure e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        return instances.isEmpty()
                ? HealthFinding.failed("no instance reads as " + group, "Start the topology, and look at its log.")
                : HealthFinding.ok(HumanText.count(instances.size(), "instance") + " as " + group);
    }

    /** An instance has a consumer for each of its threads: the client ids differ after the instance's part. */
    static String instance(String host, String clientId) {
        return host + "/" + clientId.replaceFirst("-StreamThread-.*$", "");
    }

    HealthFinding topologyBacklog() {
        try (GroupDrain topology = GroupDrain.ofTopology(kafka)) {
            if (topology.drained() || topology.unread() == 0) {
                return HealthFinding.ok("everything is read");
            }
            long before = topology.position();
            pause.uninterrupted(PROBATION);
            boolean done = topology.drained();
            return backlog(
                    done ? 0 : topology.unread(),
                    topology.position() != before,
                    "Look at the log of the topology: see _docs/guide/recover-from-failures.md.");
        }
    }

    /**
     * Judges what a reader has still to read: it is a failure only if the reader makes no progress.
     *
     * @param unread number of offsets
     * @param moving true if the reader made progress meanwhile
     */
    static HealthFinding backlog(long unread, boolean moving, String advice) {
        if (unread == 0) {
            return HealthFinding.ok("everything is read");
        }
        String text = HumanText.count(unread, "offset") + " to read";
        return moving
                ? HealthFinding.ok(text + ", and it makes progress")
                : HealthFinding.failed(text + ", and no progress in " + PROBATION.toSeconds() + " s", advice);
    }

    HealthFinding deadLetters(Instant now) {
        Map<String, Long> counts = DeadLetterCount.byReason(kafka, now);
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return HealthFinding.ok("none");
        }
        String reasons = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return HealthFinding.warning(
                HumanText.count(total, "dead letter") + ": " + reasons,
                "Run `cartostream dead-letters list`, fix the cause, then `dead-letters redrive`.");
    }
}
