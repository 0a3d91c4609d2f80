package io.cartostream.runtime.run;

import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.start.FatalStartException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Opens Kafka's admin client for an application. */
public final class AdminClients {

    private AdminClients() {}

    /**
     * Opens a client; its first call connects.
     *
     * @throws FatalStartException if the settings are unusable, for example if no broker's name can be resolved
     */
    public static Admin open(RuntimeConfig config) {
        try {
            return Admin.create(StreamsSettings.admin(config));
        } catch (KafkaException e) {
            throw new FatalStartException(
                    "cannot reach Kafka at " + config.bootstrapServers() + " (bootstrap.servers): "
                            + FailurePolicy.lineOf(e),
                    e);
        }
    }
}
