package io.cartostream.local.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The condition by which a process counts as ready. Each is asked over the protocol that the process's users speak, by hand, so
 * that the supervisor's class path stays empty.
 *
 * @param kind how to ask
 * @param target an URL for HTTP, a port for Kafka and Bolt, the awaited text for a log, a path for a file
 */
public record ReadinessProbe(Kind kind, String target) {

    private static final int TIMEOUT_MS = 1_000;

    /** How to ask. */
    public enum Kind {
        /** GET answers 200. */
        HTTP,
        /** An ApiVersions request is answered. */
        KAFKA,
        /** A Bolt handshake agrees on a version. */
        BOLT,
        /** The log of the current run contains the text. */
        LOG,
        /** The file exists; it is removed before each start. */
        FILE
    }

    /**
     * Asks once; false on any failure.
     *
     * @param log the process's log file
     * @param from where the current run begins in it
     */
    public boolean passes(Path log, long from) {
        try {
            return switch (kind) {
                case HTTP -> http();
                case KAFKA -> kafka();
                case BOLT -> bolt();
                case LOG -> logged(log, from);
                case FILE -> Files.exists(Path.of(target));
            };
        } catch (IOException e) {
            return false;
        }
    }

    private boolean http() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(target).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        try {
            return connection.getResponseCode() == 200;
        } finally {
            connection.disconnect();
        }
    }

    private boolean kafka() throws IOException {
        try (Socket socket = connect();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            out.writeInt(10); // size of what follows
            out.writeShort(18); // ApiVersions
            out.writeShort(0); // version
            out.writeInt(1); // correlation id
            out.writeShort(-1); // no client id
            out.flush();
            return in.readInt() > 4 && in.readInt() == 1;
        }
    }

    private boolean bolt() throws IOException {
        try (Socket socket = connect();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            out.writeInt(0x6060B017);
            out.writeInt(0x00080805); // 5.8 down to 5.0
            out.writeInt(0x00020404); // 4.4 down to 4.2
            out.writeInt(0);
            out.writeInt(0);
            out.flush();
            return in.readInt() != 0;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(target)), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private boolean logged(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int start = (int) Math.min(from, all.length);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8).contains(target);
    }
}
