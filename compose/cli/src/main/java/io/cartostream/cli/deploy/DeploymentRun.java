package io.cartostream.cli.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of {@code deploy}: topics, then subjects, then connectors; each step is reported. */
final class DeploymentRun {

    private final CommandSession session;
    private final DeployCommand options;

    DeploymentRun(CommandSession session, DeployCommand options) {
        this.session = session;
        this.options = options;
    }

    int run() {
        if (options.partitions < 1) {
            throw CommandFailure.usage("--partitions must be at least 1");
        }
        List<ConnectorFile> connectors = new ArrayList<>();
        for (Path path : options.connectors) {
            connectors.add(ConnectorFile.read(
                    session.surroundings().directory().resolve(path),
                    session.settings().namespace(),
                    options.connectorConfig));
        }
        CliSettings settings = session.settings();
        List<DeploymentStep> steps = new ArrayList<>();
        try (KafkaClient kafka = KafkaClient.connect(settings)) {
            RegistryClient registry = RegistryClient.connect(settings);
            report(steps, new TopicDeployment(kafka, options).run());
            report(
                    steps,
                    new SubjectDeployment(registry, settings.namespace(), !options.keepGlobalCompatibility).run());
        }
        ConnectorDeployment deployment = new ConnectorDeployment(
                new ConnectRest(settings), session.surroundings().pause(), options.wait);
        for (ConnectorFile connector : connectors) {
            report(steps, List.of(deployment.run(connector)));
        }
        return summary(steps);
    }

    private void report(List<DeploymentStep> all, List<DeploymentStep> steps) {
        all.addAll(steps);
        if (!session.json()) {
            steps.stream()
                    .filter(step -> step.outcome() != DeploymentStep.Outcome.UNCHANGED)
                    .forEach(step -> session.out().println(step.text()));
        }
    }

    private int summary(List<DeploymentStep> steps) {
        boolean failed = steps.stream().anyMatch(step -> step.outcome() == DeploymentStep.Outcome.DIFFERS);
        if (session.json()) {
            ObjectNode json = JsonOutput.object();
            ArrayNode list = json.put("ok", !failed).putArray("steps");
            steps.forEach(step -> list.addObject()
                    .put("kind", step.kind())
                    .put("name", step.name())
                    .put("outcome", step.outcome().name().toLowerCase(Locale.ROOT))
                    .put("detail", step.detail()));
            session.out().println(JsonOutput.pretty(json));
        } else {
            long unchanged = steps.stream()
                    .filter(step -> step.outcome() == DeploymentStep.Outcome.UNCHANGED)
                    .count();
            session.out()
                    .println(
                            unchanged == steps.size()
                                    ? "all " + unchanged + " topics, schemas and settings were in place"
                                    : unchanged + " of " + steps.size() + " were in place already");
        }
        return failed ? CommandFailure.FAILED : 0;
    }
}
