package io.cartostream.cli.deploy;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.PollPause;
import java.time.Duration;

/** Creates or updates a connector and waits until it and its tasks run. */
public final class ConnectorDeployment {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ConnectRest connect;
    private final PollPause pause;
    private final Duration patience;

    /** @param patience how long the connector may take to run */
    public ConnectorDeployment(ConnectRest connect, PollPause pause, Duration patience) {
        this.connect = connect;
        this.pause = pause;
        this.patience = patience;
    }

    /**
     * Creates or updates the connector.
     *
     * @throws CommandFailure if the worker refuses the configuration, or the connector does not run in time
     */
    public DeploymentStep run(ConnectorFile file) {
        ConnectRest.Answer before = connect.configuration(file.name());
        boolean same = before.status() == 200 && before.body().equals(file.configuration());
        if (!same) {
            configure(file);
        }
        waitUntilRunning(file.name());
        if (same) {
            return new DeploymentStep("connector", file.name(), DeploymentStep.Outcome.UNCHANGED, "running");
        }
        return new DeploymentStep(
                "connector",
                file.name(),
                before.status() == 200 ? DeploymentStep.Outcome.CHANGED : DeploymentStep.Outcome.CREATED,
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
            pause.uninterrupted(POLL);
        }
    }

    private void waitUntilRunning(String name) {
        long deadline = System.nanoTime() + patience.toNanos();
        String state = "unknown";
        while (System.nanoTime() < deadline) {
            ConnectRest.Answer answer = connect.status(name);
            state = answer.state();
            if (state.equals("RUNNING")) {
                return;
            }
            if (state.startsWith("FAILED")) {
                throw CommandFailure.failed("connector " + name + " " + state);
            }
            pause.uninterrupted(POLL);
        }
        throw CommandFailure.failed(
                "connector " + name + " does not run after " + patience.toSeconds() + " s; its state is " + state);
    }
}
