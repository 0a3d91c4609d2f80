package io.cartostream.producer.call;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Words for why a connection got no answer. Never contains the name of a Java class. */
public final class ConnectionText {

    private ConnectionText() {}

    /** Describes a failure of the network by its own message, not by its cause. */
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return "unknown host" + (message == null ? "" : " " + message.replaceFirst(":.*", ""));
        }
        if (message != null && !message.isBlank()) {
            return message;
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        return failure instanceof SocketTimeoutException ? "no answer in time" : "no reason given";
    }
}
