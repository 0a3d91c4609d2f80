package io.cartostream.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.Pause;
import java.time.Duration;

/** Creates or updates a connector and waits until it and its tasks run. */
final class ConnectorDeployment {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final ConnectRest connect;
    private final Pause pause;
    private final Duration patience;

    ConnectorDeployment(ConnectRest connect, Pause pause, Duration patience) {
        this.connect = connect;
        this.pause = pause;
        this.patience = patience;
    }

    Step run(ConnectorFile file) {
        ConnectRest.Answer before = connect.configuration(file.name());
        boolean same = before.status() == 200 && before.body().equals(file.configuration());
        if (!same) {
            configure(file);
        }
        waitUntilRunning(file.name());
        if (same) {
            return new Step("connector", file.name(), Step.Outcome.UNCHANGED, "running");
        }
        return new Step(
                "connector",
                file.name(),
                before.status() == 200 ? Step.Outcome.CHANGED : Step.Outcome.CREATED,
                "running");
    }

    private void configure(ConnectorFile file) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            ConnectRest.Answer answer = connect.configure(file.name(), file.configuration());
            if (answer.status() < 300) {
                return;
            }
            boolean rebalancing = answer.status() == 409 || answer.status() == 503;
            if (!rebalancing || System.nanoTime() > deadline) {
                throw CommandFailure.failed("Kafka Connect refuses " + file.name() + ": "
                        + answer.message().strip().replaceAll("\\R+", " "));
            }
            pause.uninterrupted(LOOK);
        }
    }

    private void waitUntilRunning(String name) {
        long deadline = System.nanoTime() + patience.toNanos();
        String state = "unknown";
        while (System.nanoTime() < deadline) {
            ConnectRest.Answer answer = connect.status(name);
            state = state(answer);
            if (state.equals("RUNNING")) {
                return;
            }
            if (state.startsWith("FAILED")) {
                throw CommandFailure.failed("connector " + name + " " + state);
            }
            pause.uninterrupted(LOOK);
        }
        throw CommandFailure.failed(
                "connector " + name + " does not run after " + patience.toSeconds() + " s; its state is " + state);
    }

    /** RUNNING only if the connector has tasks and all run; a failure with the first line of its trace. */
    static String state(ConnectRest.Answer answer) {
        JsonNode connector = answer.body().path("connector");
        String state = connector.path("state").asText("UNASSIGNED");
        if (state.equals("FAILED")) {
            return "FAILED: " + firstLine(connector);
        }
        JsonNode tasks = answer.body().path("tasks");
        for (JsonNode task : tasks) {
            if (task.path("state").asText().equals("FAILED")) {
                return "FAILED: task " + task.path("id").asInt() + ": " + firstLine(task);
            }
            if (!task.path("state").asText().equals("RUNNING")) {
                return task.path("state").asText();
            }
        }
        return tasks.isEmpty() ? "without tasks" : state;
    }

    private static String firstLine(JsonNode failed) {
        String trace = failed.path("trace").asText("");
        String cause = trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElse(trace.lines().findFirst().orElse("no trace"));
        return cause.strip();
    }
}
