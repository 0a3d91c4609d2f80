package io.cartostream.connect.neo4j.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The keys of the connection to Neo4j: address, user, TLS and timeouts. */
public final class ConnectionKeys {
    public static final String URI = "neo4j.uri";
    public static final String USER = "neo4j.user";
    public static final String PASSWORD = "neo4j.password";
    static final String DATABASE = "neo4j.database";
    public static final String TRUST = "neo4j.tls.ca-file";
    public static final String VERIFY_HOSTNAME = "neo4j.tls.verify-hostname";
    public static final String CLIENT_CERTIFICATE = "neo4j.tls.client-certificate-file";
    public static final String CLIENT_KEY = "neo4j.tls.client-key-file";
    public static final String CLIENT_KEY_PASSWORD = "neo4j.tls.client-key-password";
    public static final String CONNECTION_TIMEOUT = "neo4j.connection.timeout.ms";
    static final String TRANSACTION_TIMEOUT = "neo4j.transaction.timeout.ms";

    private ConnectionKeys() {}

    static void defineAddress(ConfigDef definition) {
        definition
                .define(
                        URI,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        uri(),
                        HIGH,
                        "Address of the database: bolt://host:7687 or neo4j://host:7687, with +s or +ssc for TLS.")
                .define(USER, Type.STRING, "neo4j", HIGH, "User; empty for a database without authentication.")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        "",
                        HIGH,
                        "Password, from a configuration provider: ${env:NEO4J_PASSWORD} or ${file:/path:key}.")
                .define(DATABASE, Type.STRING, "neo4j", new ConfigDef.NonEmptyString(), MEDIUM, "Name of the database.")
                .define(
                        TRUST,
                        Type.STRING,
                        "",
                        LOW,
                        "PEM file with the certificates to trust; turns on TLS for a bolt:// or neo4j:// address."
                                + " Empty: the address decides.")
                .define(
                        VERIFY_HOSTNAME,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether the certificate must match the host name of the address; applies with " + TRUST + ".")
                .define(
                        CLIENT_CERTIFICATE,
                        Type.STRING,
                        "",
                        LOW,
                        "PEM file with the sink's certificate, for a database that asks clients for one.")
                .define(CLIENT_KEY, Type.STRING, "", LOW, "PEM file with the key of that certificate (PKCS #8).")
                .define(
                        CLIENT_KEY_PASSWORD,
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of that key; empty if the key is not encrypted.");
    }

    static void defineTimeouts(ConfigDef definition) {
        definition
                .define(CONNECTION_TIMEOUT, Type.INT, 5000, atLeast(100), LOW, "Timeout of one connection attempt.")
                .define(
                        TRANSACTION_TIMEOUT,
                        Type.LONG,
                        60_000L,
                        atLeast(100),
                        LOW,
                        "Timeout after which the server ends a transaction, so that a hanging worker releases its"
                                + " locks.");
    }

    private static ConfigDef.Validator uri() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (!String.valueOf(value).matches("(bolt|neo4j)(\\+s|\\+ssc)?://[^\\s/?#]+([/?].*)?")) {
                        throw new ConfigException(name, value, "must be bolt://host:port or neo4j://host:port");
                    }
                },
                () -> "bolt://… or neo4j://…");
    }
}
