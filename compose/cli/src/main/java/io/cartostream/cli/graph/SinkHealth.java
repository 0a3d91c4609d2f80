package io.cartostream.cli.graph;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.session.CommandFailure;
import org.jspecify.annotations.Nullable;

/** Whether a sink works, as Kafka Connect says it. Where Connect cannot be asked, nothing is said. */
final class SinkHealth {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final ConnectRest connect;
    private final String connector;

    SinkHealth(ConnectRest connect, String connector) {
        this.connect = connect;
        this.connector = connector;
    }

    /** Why it writes nothing until somebody does something, and what to do; null if it works, will do so by itself, or this is not known. */
    @Nullable
    String trouble() {
        ConnectRest.Answer answer = ask();
        if (answer == null) {
            return null;
        }
        if (answer.status() == NOT_FOUND) {
            return "Kafka Connect has no connector '" + connector
                    + "': name the one that writes this graph (--connector), or deploy it (cartostream deploy --connector FILE)";
        }
        String state = answer.state();
        String path = "/connectors/" + connector;
        if (state.startsWith("FAILED")) {
            return "the sink '" + connector + "' is " + state + ". Mend that, then POST " + path
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
        } catch (CommandFailure e) { // Connect away, or another one's: the positions speak for themselves
            return null;
        }
    }
}
