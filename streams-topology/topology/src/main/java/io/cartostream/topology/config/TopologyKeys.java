package io.cartostream.topology.config;

/** The keys of {@link TopologyConfig}; what each means stands in its {@code definition()}. */
final class TopologyKeys {
    static final String NAMESPACE = "namespace";
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String REGISTRY_URL = "schema.registry.url";
    static final String REGISTRY_USER_INFO = "schema.registry.basic.auth.user.info";
    static final String REGISTRY_USER_SOURCE = "schema.registry.basic.auth.credentials.source";
    static final String REGISTRY_TOKEN = "schema.registry.bearer.auth.token";
    static final String REGISTRY_KEYSTORE_PASSWORD = "schema.registry.ssl.keystore.password";
    static final String REGISTRY_KEY_PASSWORD = "schema.registry.ssl.key.password";
    static final String REGISTRY_TRUSTSTORE_PASSWORD = "schema.registry.ssl.truststore.password";
    static final String KAFKA_SECURITY_PROTOCOL = "kafka.security.protocol";
    static final String KAFKA_SASL_MECHANISM = "kafka.sasl.mechanism";
    static final String KAFKA_JAAS = "kafka.sasl.jaas.config";
    static final String KAFKA_KEYSTORE_PASSWORD = "kafka.ssl.keystore.password";
    static final String KAFKA_KEY_PASSWORD = "kafka.ssl.key.password";
    static final String KAFKA_TRUSTSTORE_PASSWORD = "kafka.ssl.truststore.password";

    static final String MODELS_FOLDER = "models.folder";
    static final String MODELS_STRICT = "models.strict";
    static final String PARTITION_CHECK = "partition.check";
    static final String BRAKE_SHARE = "brake.share";
    static final String BRAKE_MIN_RESOURCES = "brake.min.resources";
    static final String BRAKE_WHOLE_SCOPE = "brake.whole.scope.min.resources";
    static final String BRAKE_CONFIRM_MS = "brake.confirm.after.ms";
    static final String TOMBSTONE_MS = "tombstone.retention.ms";
    static final String SLICE = "slice.steps";
    static final String SLICE_INTERVAL_MS = "slice.interval.ms";

    static final String STATE_DIR = "state.dir";
    static final String STATE_MEMORY = "state.memory.bytes";
    static final String REPLICATION_FACTOR = "state.replication.factor";
    static final String STANDBYS = "state.standby.replicas";
    static final String THREADS = "threads";
    static final String INSTANCE_ID = "instance.id";
    static final String COMMIT_MS = "commit.interval.ms";
    static final String PURGE_MS = "purge.interval.ms";
    static final String REGISTRY_RETRY_MS = "registry.retry.ms";
    static final String START_TIMEOUT_MS = "start.timeout.ms";
    static final String STOP_TIMEOUT_MS = "stop.timeout.ms";
    static final String STALL_TIMEOUT_MS = "stall.timeout.ms";
    static final String READY_FILE = "ready.file";
    static final String METRICS_SCOPES = "metrics.scopes.max";
    static final String HEALTH_PORT = "health.port";

    private TopologyKeys() {}
}
