package io.cartostream.neo4j;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments of the database process.
 *
 * @param home the folder that holds data, logs and everything else; created when absent, continued when present
 * @param host the address to bind and to advertise
 * @param boltPort the port of Bolt
 * @param httpPort the port of the HTTP API and of Neo4j Browser
 * @param pageCache the size of the page cache, e.g. {@code 64m}
 * @param transactionMemoryLimit the largest memory of one transaction, e.g. {@code 256m}; empty for Neo4j's own default
 */
record ServerArguments(
        Path home, String host, int boltPort, int httpPort, String pageCache, String transactionMemoryLimit) {

    static final String USAGE = "usage: Neo4jServer --home DIR [--host 127.0.0.1] [--bolt-port 7687] [--http-port"
            + " 7474] [--page-cache 64m] [--transaction-memory-limit 256m]   (password of user neo4j: environment"
            + " NEO4J_PASSWORD)";

    /**
     * Reads {@code --name value} pairs.
     *
     * @throws IllegalArgumentException with one line that names what is wrong
     */
    static ServerArguments parse(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("--home", "");
        values.put("--host", "127.0.0.1");
        values.put("--bolt-port", "7687");
        values.put("--http-port", "7474");
        values.put("--page-cache", "64m");
        values.put("--transaction-memory-limit", "");
        for (int i = 0; i < arguments.length; i += 2) {
            if (!values.containsKey(arguments[i])) {
                throw new IllegalArgumentException("unknown argument '" + arguments[i] + "'; " + USAGE);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " has no value; " + USAGE);
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        String home = values.getOrDefault("--home", "");
        if (home.isEmpty()) {
            throw new IllegalArgumentException("--home is missing; " + USAGE);
        }
        return new ServerArguments(
                Path.of(home).toAbsolutePath().normalize(),
                values.getOrDefault("--host", ""),
                port("--bolt-port", values),
                port("--http-port", values),
                values.getOrDefault("--page-cache", ""),
                values.getOrDefault("--transaction-memory-limit", ""));
    }

    /** Neo4j's settings for these arguments. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dbms.security.auth_enabled", "true");
        settings.put("server.default_listen_address", host);
        settings.put("server.default_advertised_address", host);
        settings.put("server.bolt.enabled", "true");
        settings.put("server.bolt.listen_address", host + ":" + boltPort);
        settings.put("server.bolt.advertised_address", host + ":" + boltPort);
        settings.put("server.http.enabled", "true");
        settings.put("server.http.listen_address", host + ":" + httpPort);
        settings.put("server.http.advertised_address", host + ":" + httpPort);
        settings.put("server.https.enabled", "false");
        settings.put("server.memory.pagecache.size", pageCache);
        // A local database: its logical log is for recovery alone, not for backups.
        settings.put("db.tx_log.rotation.size", "32m");
        settings.put("db.tx_log.rotation.retention_policy", "keep_none");
        settings.put("server.logs.debug.enabled", "true");
        settings.put("dbms.usage_report.enabled", "false");
        // Bolt's drain takes ten seconds by default, which a person who stops the stack waits for.
        settings.put("internal.dbms.bolt.netty_server_shutdown_quiet_period", "0");
        settings.put("internal.dbms.bolt.netty_server_shutdown_timeout", "3");
        if (!transactionMemoryLimit.isEmpty()) {
            settings.put("db.memory.transaction.max", transactionMemoryLimit);
        }
        return settings;
    }

    private static int port(String name, Map<String, String> values) {
        String text = values.getOrDefault(name, "");
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " must be a port, not '" + text + "'");
    }
}
