package io.cartostream.cli.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.connection.Registry;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.Session;
import io.cartostream.cli.session.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code deploy}: topics, then subjects, then connectors; each step says what it did. */
final class Deployment {

    private final Session session;
    private final DeployCommand options;

    Deployment(Session session, DeployCommand options) {
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
        Settings settings = session.settings();
        List<Step> steps = new ArrayList<>();
        try (Kafka kafka = Kafka.connect(settings)) {
            Registry registry = Registry.connect(settings);
            tell(steps, new TopicDeployment(kafka, options).run());
            tell(steps, new SubjectDeployment(registry, settings.namespace(), !options.keepGlobalCompatibility).run());
        }
        ConnectorDeployment deployment = new ConnectorDeployment(
                new ConnectRest(settings), session.surroundings().pause(), options.wait);
        for (ConnectorFile connector : connectors) {
            tell(steps, List.of(deployment.run(connector)));
        }
        return summary(steps);
    }

    private void tell(List<Step> all, List<Step> steps) {
        all.addAll(steps);
        if (!session.json()) {
            steps.stream()
                    .filter(step -> step.outcome() != Step.Outcome.UNCHANGED)
                    .forEach(step -> session.out().println(step.text()));
        }
    }

    private int summary(List<Step> steps) {
        boolean failed = steps.stream().anyMatch(step -> step.outcome() == Step.Outcome.DIFFERS);
        if (session.json()) {
            ObjectNode json = Json.object();
            ArrayNode list = json.put("ok", !failed).putArray("steps");
            steps.forEach(step -> list.addObject()
                    .put("kind", step.kind())
                    .put("name", step.name())
                    .put("outcome", step.outcome().name().toLowerCase(java.util.Locale.ROOT))
                    .put("detail", step.detail()));
            session.out().println(Json.pretty(json));
        } else {
            long unchanged = steps.stream()
                    .filter(step -> step.outcome() == Step.Outcome.UNCHANGED)
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
