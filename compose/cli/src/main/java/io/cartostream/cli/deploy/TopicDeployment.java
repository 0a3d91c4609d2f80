package io.cartostream.cli.deploy;

import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.contract.TopicName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Creates the topics that are missing and compares those that exist with what they should be. */
final class TopicDeployment {

    private final KafkaClient kafka;
    private final DeployCommand options;

    TopicDeployment(KafkaClient kafka, DeployCommand options) {
        this.kafka = kafka;
        this.options = options;
    }

    List<DeploymentStep> run() {
        Map<TopicName, String> names = new EnumMap<>(TopicName.class);
        for (TopicName topic : TopicName.values()) {
            names.put(topic, kafka.settings().namespace().topic(topic));
        }
        Set<String> present = kafka.get(kafka.admin().listTopics().names());
        List<DeploymentStep> steps = new ArrayList<>(create(names, present));
        List<String> existing =
                names.values().stream().filter(present::contains).toList();
        if (!existing.isEmpty()) {
            steps.addAll(verify(names, existing));
        }
        return steps;
    }

    /** The topic's settings as they should be. */
    static Map<String, String> wanted(TopicName topic) {
        Map<String, String> wanted = new TreeMap<>(topic.settings());
        wanted.putIfAbsent("cleanup.policy", "delete");
        wanted.put("max.message.bytes", Integer.toString(topic.maxMessageBytes()));
        return wanted;
    }

    private List<DeploymentStep> create(Map<TopicName, String> names, Set<String> present) {
        List<NewTopic> missing = new ArrayList<>();
        List<DeploymentStep> steps = new ArrayList<>();
        names.forEach((topic, name) -> {
            if (!present.contains(name)) {
                missing.add(new NewTopic(
                                name, Optional.of(options.partitions), Optional.ofNullable(options.replicationFactor))
                        .configs(wanted(topic)));
                steps.add(new DeploymentStep(
                        "topic", name, DeploymentStep.Outcome.CREATED, options.partitions + " partitions"));
            }
        });
        if (!missing.isEmpty()) {
            kafka.get(kafka.admin().createTopics(missing).all());
        }
        return steps;
    }

    private List<DeploymentStep> verify(Map<TopicName, String> names, Collection<String> existing) {
        Map<String, TopicDescription> descriptions =
                kafka.get(kafka.admin().describeTopics(existing).allTopicNames());
        List<ConfigResource> resources = existing.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> settings =
                kafka.get(kafka.admin().describeConfigs(resources).all());
        List<DeploymentStep> steps = new ArrayList<>();
        names.forEach((topic, name) -> {
            TopicDescription description = descriptions.get(name);
            Config config = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            if (description != null && config != null) {
                steps.add(verify(topic, name, description, config));
            }
        });
        return steps;
    }

    private DeploymentStep verify(TopicName topic, String name, TopicDescription description, Config config) {
        Map<String, String> actual = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                actual.put(entry.name(), entry.value());
            }
        }
        Map<String, String> corrections = TopicDifferences.corrections(wanted(topic), actual);
        List<String> differences = new ArrayList<>();
        int partitions = description.partitions().size();
        if (partitions != options.partitions) {
            differences.add(partitions + " partitions, not " + options.partitions + " (fixed at creation: call with"
                    + " --partitions " + partitions + ", or rebuild)");
        }
        if (!corrections.isEmpty() && options.alterSettings) {
            alter(name, corrections);
        }
        if (!options.alterSettings) {
            corrections.forEach((key, value) -> differences.add(
                    key + "=" + actual.getOrDefault(key, "unset") + ", not " + value + " (--alter-settings sets it)"));
        }
        if (!differences.isEmpty()) {
            return new DeploymentStep("topic", name, DeploymentStep.Outcome.DIFFERS, String.join("; ", differences));
        }
        return corrections.isEmpty()
                ? new DeploymentStep("topic", name, DeploymentStep.Outcome.UNCHANGED, "")
                : new DeploymentStep("topic", name, DeploymentStep.Outcome.CHANGED, corrections.toString());
    }

    private void alter(String name, Map<String, String> corrections) {
        List<AlterConfigOp> operations = corrections.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        kafka.get(kafka.admin()
                .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), operations))
                .all());
    }
}
