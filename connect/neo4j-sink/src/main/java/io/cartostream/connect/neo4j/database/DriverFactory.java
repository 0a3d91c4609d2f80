package io.cartostream.connect.neo4j.database;

import io.cartostream.connect.neo4j.config.ConnectionKeys;
import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.config.SinkVersion;
import java.io.File;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.ClientCertificate;
import org.neo4j.driver.ClientCertificateManagers;
import org.neo4j.driver.ClientCertificates;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;

/** Creates the driver that the configuration describes. The driver connects on first use. */
public final class DriverFactory {
    private DriverFactory() {}

    public static Driver create(SinkConfig config) {
        int timeout = config.getInt(ConnectionKeys.CONNECTION_TIMEOUT);
        Config.ConfigBuilder driver = Config.builder()
                .withLogging(Logging.slf4j())
                .withUserAgent("cartostream-neo4j-sink/" + SinkVersion.current())
                .withConnectionTimeout(timeout, TimeUnit.MILLISECONDS)
                .withConnectionAcquisitionTimeout(2L * timeout, TimeUnit.MILLISECONDS)
                .withMaxConnectionPoolSize(4);
        String authorities = config.getString(ConnectionKeys.TRUST);
        if (!authorities.isBlank()) {
            Config.TrustStrategy trust =
                    Config.TrustStrategy.trustCustomCertificateSignedBy(readable(ConnectionKeys.TRUST, authorities));
            driver.withEncryption()
                    .withTrustStrategy(
                            config.getBoolean(ConnectionKeys.VERIFY_HOSTNAME)
                                    ? trust.withHostnameVerification()
                                    : trust.withoutHostnameVerification());
        }
        String user = config.getString(ConnectionKeys.USER);
        AuthToken auth = user.isBlank()
                ? AuthTokens.none()
                : AuthTokens.basic(
                        user, config.getPassword(ConnectionKeys.PASSWORD).value());
        String uri = config.getString(ConnectionKeys.URI);
        ClientCertificate certificate = clientCertificate(config);
        return certificate == null
                ? GraphDatabase.driver(uri, auth, driver.build())
                : GraphDatabase.driver(uri, auth, ClientCertificateManagers.rotating(certificate), driver.build());
    }

    private static @Nullable ClientCertificate clientCertificate(SinkConfig config) {
        String certificate = config.getString(ConnectionKeys.CLIENT_CERTIFICATE);
        if (certificate.isBlank()) {
            return null;
        }
        File file = readable(ConnectionKeys.CLIENT_CERTIFICATE, certificate);
        File key = readable(ConnectionKeys.CLIENT_KEY, config.getString(ConnectionKeys.CLIENT_KEY));
        String password = config.getPassword(ConnectionKeys.CLIENT_KEY_PASSWORD).value();
        return password.isEmpty() ? ClientCertificates.of(file, key) : ClientCertificates.of(file, key, password);
    }

    /** For a missing file, the driver would only report that it cannot connect. */
    private static File readable(String name, String path) {
        File file = new File(path);
        if (!file.canRead()) {
            throw new ConnectException(name + ": this worker cannot read " + file.getAbsolutePath());
        }
        return file;
    }
}
