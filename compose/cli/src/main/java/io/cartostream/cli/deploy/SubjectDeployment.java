package io.cartostream.cli.deploy;

import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Registers the .avsc of each topic that has one, and holds its subject to BACKWARD_TRANSITIVE. The .avsc itself is
 * registered, not the generated class's schema, so that the registry knows nothing of Java.
 */
final class SubjectDeployment {

    static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private final RegistryClient registry;
    private final Namespace namespace;
    private final boolean global;

    SubjectDeployment(RegistryClient registry, Namespace namespace, boolean global) {
        this.registry = registry;
        this.namespace = namespace;
        this.global = global;
    }

    List<DeploymentStep> run() {
        List<DeploymentStep> steps = new ArrayList<>();
        if (global) {
            steps.add(compatibility(null));
        }
        for (TopicName topic : TopicName.values()) {
            String record = topic.valueSchema();
            if (record != null) {
                subject(namespace.valueSubject(topic), schema(record), steps);
            }
        }
        return steps;
    }

    static Schema schema(String record) {
        String path = "/avro/" + record + ".avsc";
        try (InputStream resource = SubjectDeployment.class.getResourceAsStream(path)) {
            if (resource == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return new Schema.Parser().parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read resource " + path, e);
        }
    }

    private void subject(String subject, Schema schema, List<DeploymentStep> steps) {
        boolean known = registry.call("list subjects", SchemaRegistryClient::getAllSubjects)
                .contains(subject);
        if (known) {
            // First the rule, then the new version: so it is held to the rule.
            steps.add(compatibility(subject));
        }
        AvroSchema avro = new AvroSchema(schema);
        Optional<Integer> before = known ? versionOf(subject, avro) : Optional.empty();
        if (before.isPresent()) {
            steps.add(new DeploymentStep(
                    "subject", subject, DeploymentStep.Outcome.UNCHANGED, "version " + before.get()));
        } else {
            int id = register(subject, avro);
            String version = versionOf(subject, avro)
                    .map(number -> "version " + number + ", ")
                    .orElse("");
            steps.add(new DeploymentStep("subject", subject, DeploymentStep.Outcome.REGISTERED, version + "id " + id));
        }
        if (!known) {
            steps.add(compatibility(subject));
        }
    }

    private int register(String subject, AvroSchema schema) {
        return registry.call("register " + subject, client -> {
            try {
                return client.register(subject, schema);
            } catch (RestClientException e) {
                if (e.getStatus() == 409) {
                    throw CommandFailure.failed(
                            "the schema of " + subject + " is not " + COMPATIBILITY + " with its registered versions: "
                                    + FailureText.of(e),
                            e);
                }
                throw e;
            }
        });
    }

    private Optional<Integer> versionOf(String subject, AvroSchema schema) {
        return registry.call("look up " + subject, client -> {
            try {
                return Optional.of(client.getVersion(subject, schema));
            } catch (RestClientException e) {
                if (e.getStatus() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Sets and reads back: what the setting call returns is no proof with every registry. */
    private DeploymentStep compatibility(@Nullable String subject) {
        String name = subject == null ? "(global)" : subject;
        if (current(subject).equals(Optional.of(COMPATIBILITY))) {
            return new DeploymentStep("compatibility", name, DeploymentStep.Outcome.UNCHANGED, COMPATIBILITY);
        }
        registry.call("set the compatibility of " + name, client -> {
            client.updateCompatibility(subject, COMPATIBILITY);
            return name;
        });
        String now = current(subject).orElse("(none)");
        if (!now.equals(COMPATIBILITY)) {
            throw CommandFailure.failed("the schema registry keeps " + name + " at compatibility " + now
                    + " although it was asked for " + COMPATIBILITY);
        }
        return new DeploymentStep("compatibility", name, DeploymentStep.Outcome.CHANGED, COMPATIBILITY);
    }

    private Optional<String> current(@Nullable String subject) {
        return registry.call("read the compatibility", client -> {
            try {
                return Optional.ofNullable(client.getCompatibility(subject));
            } catch (RestClientException e) {
                if (e.getStatus() == 404) {
                    return Optional.empty(); // the subject has no setting
                }
                throw e;
            }
        });
    }
}
