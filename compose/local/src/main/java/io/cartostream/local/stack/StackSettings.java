package io.cartostream.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings that identify one local stack. They are stored in its state folder, so that a second start is the same stack.
 *
 * @param ports its ports
 * @param namespace the prefix of topics and groups
 * @param clusterId Kafka's cluster id
 * @param models a folder of the user's own models; null: none
 */
public record StackSettings(
        StackPorts ports,
        String namespace,
        String clusterId,
        @Nullable Path models) {

    /** The version of the state folder's layout. Another one is refused. */
    private static final String FORMAT = "1";

    private static final String MODELS = "models.folder";

    /** The settings that are stored in the stack's folder, or new ones. */
    public static StackSettings readOrNew(StackFiles files, String namespace) throws IOException, StackException {
        Path file = files.settings();
        if (!Files.exists(file)) {
            return new StackSettings(StackPorts.DEFAULTS, namespace, newClusterId(), null);
        }
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        String format = all.getProperty("format", "?");
        if (!format.equals(FORMAT)) {
            throw new StackException("the state in " + files.state() + " has format " + format
                    + ", this version writes " + FORMAT + "; delete it with --clean, or use the version that wrote it");
        }
        return new StackSettings(
                StackPorts.read(all),
                all.getProperty("namespace", namespace),
                all.getProperty("cluster.id", newClusterId()),
                all.containsKey(MODELS) ? Path.of(all.getProperty(MODELS)) : null);
    }

    /** The same stack with other ports. */
    public StackSettings with(StackPorts other) {
        return new StackSettings(other, namespace, clusterId, models);
    }

    /** The same stack with the user's models in that folder. */
    public StackSettings withModels(Path folder) {
        return new StackSettings(ports, namespace, clusterId, folder);
    }

    /** Writes the settings into the state folder. */
    public void write(StackFiles files) throws IOException {
        Properties all = new Properties();
        all.setProperty("format", FORMAT);
        all.setProperty("namespace", namespace);
        all.setProperty("cluster.id", clusterId);
        if (models != null) {
            all.setProperty(MODELS, models.toString());
        }
        ports.write(all);
        StringWriter text = new StringWriter();
        all.store(text, "The local stack of this folder");
        Files.writeString(files.settings(), text.toString());
    }

    /** Writes the defaults of the launcher's command line. Only the owner may read the file, because it contains the password. */
    public void writeCommandLine(StackFiles files) throws IOException {
        StackFiles.writePrivate(
                files.commandLine(),
                String.join(
                        "\n",
                        "# The local stack, for the command line. Written at each start.",
                        "namespace=" + namespace,
                        "bootstrap.servers=" + bootstrap(),
                        "schema.registry.url=" + registryUrl(),
                        "connect.url=" + connectUrl(),
                        "neo4j.uri=" + boltUrl(),
                        "neo4j.user=neo4j",
                        "neo4j.password=" + password(files),
                        ""));
    }

    /** Neo4j's password: created once, of 18 random bytes. */
    public static String password(StackFiles files) throws IOException {
        if (!Files.exists(files.password())) {
            StackFiles.writePrivate(files.password(), randomText(18));
        }
        return Files.readString(files.password()).strip();
    }

    /** Kafka's bootstrap address. */
    public String bootstrap() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** The registry's Confluent-compatible address. */
    public String registryUrl() {
        return "http://127.0.0.1:" + ports.registry() + "/apis/ccompat/v7";
    }

    /** The Connect worker's REST address. */
    public String connectUrl() {
        return "http://127.0.0.1:" + ports.connect();
    }

    /** Neo4j's Bolt address. */
    public String boltUrl() {
        return "bolt://127.0.0.1:" + ports.bolt();
    }

    /** Neo4j Browser's address. */
    public String browserUrl() {
        return "http://127.0.0.1:" + ports.http() + "/browser/";
    }

    private static String newClusterId() {
        return randomText(16);
    }

    private static String randomText(int bytes) {
        byte[] random = new byte[bytes];
        String text;
        do { // neither a password nor an id may look like an option
            new SecureRandom().nextBytes(random);
            text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        } while (text.startsWith("-"));
        return text;
    }
}
