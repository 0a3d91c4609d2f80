package io.cartostream.cli.graph;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.session.CommandFailure;
import org.jspecify.annotations.Nullable;

/** Whether Kafka Connect reports that a sink works. Without an answer from Connect, no trouble is known. */
final class SinkHealth {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final ConnectRest connect;
    private final String connector;

    SinkHealth(ConnectRest connect, String connector) {
        this.connect = connect;
        this.connector = connector;
    }

    /** Why the sink writes nothing until someone acts, and what to do; null if it works, recovers by itself, or does not answer. */
    @Nullable
    String trouble() {
        ConnectRest.Answer answer = ask();
        if (answer == null) {
            return null;
        }
        if (answer.status() == NOT_FOUND) {
            return "Kafka Connect has no connector '" + connector
                    + "': name the one that writes this graph (--connector), or deploy it (cartostream deploy"
                    + " --connector FILE)";
        }
        String state = answer.state();
        String path = "/connectors/" + connector;
        if (state.startsWith("FAILED")) {
            return "the sink '" + connector + "' is " + state + ". Fix the cause, then POST " + path
                    + "/restart?includeTasks=true&onlyFailed=true";
        }
        if (state.equals("PAUSED") || state.equals("STOPPED")) {
            return "the sink '" + connector + "' is " + state + ": PUT " + path + "/resume";
        }
        return null;
    }

    private ConnectRest.@Nullable Answer ask() {
        try {
            ConnectRest.Answer answer = connect.status(connector);
            return answer.status() == OK || answer.status() == NOT_FOUND ? answer : null;
        } catch (CommandFailure e) { // no answer: the positions show whether the sink works
            return null;
        }
    }
}
