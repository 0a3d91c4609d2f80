package io.cartostream.connect.neo4j;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;

/** Makes the driver that the configuration describes. It connects when it is first used. */
final class Drivers {
    private Drivers() {}

    static Driver create(SinkConfig config) {
        int timeout = config.getInt(SinkConfig.CONNECTION_TIMEOUT);
        Config.ConfigBuilder driver = Config.builder()
                .withLogging(Logging.slf4j())
                .withUserAgent("cartostream-neo4j-sink/" + Version.current())
                .withConnectionTimeout(timeout, TimeUnit.MILLISECONDS)
                .withConnectionAcquisitionTimeout(2L * timeout, TimeUnit.MILLISECONDS)
                .withMaxConnectionPoolSize(4);
        String authorities = config.getString(SinkConfig.TRUST);
        if (!authorities.isBlank()) {
            driver.withEncryption()
                    .withTrustStrategy(Config.TrustStrategy.trustCustomCertificateSignedBy(new File(authorities)));
        }
        String user = config.getString(SinkConfig.USER);
        AuthToken auth = user.isBlank()
                ? AuthTokens.none()
                : AuthTokens.basic(user, config.getPassword(SinkConfig.PASSWORD).value());
        return GraphDatabase.driver(config.getString(SinkConfig.URI), auth, driver.build());
    }
}
