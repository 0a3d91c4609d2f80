package io.cartostream.cli.session;

import io.cartostream.contract.Namespace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validated settings of a run. Its text contains no secret.
 *
 * @param namespace prefix of topics, subjects and groups
 * @param kafka properties of Kafka's clients, {@code bootstrap.servers} included
 * @param registry properties of the registry's client, {@code schema.registry.url} included
 * @param connectUrl Kafka Connect's REST address
 * @param connectUser its user and password, {@code user:password}; null: no authentication
 * @param neo4j the database
 * @param redactionKey the key for hashes of redacted secrets; null: no hashes
 * @param catalogueFolder folder with the user's catalogue files, relative to the working directory; null: none
 */
public record CliSettings(
        Namespace namespace,
        Map<String, String> kafka,
        Map<String, String> registry,
        URI connectUrl,
        @Nullable String connectUser,
        Neo4j neo4j,
        @Nullable String redactionKey,
        @Nullable Path catalogueFolder) {

    /** Copies the maps. */
    public CliSettings {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    /**
     * The settings of Neo4j.
     *
     * @param uri bolt or neo4j URI
     * @param user its user
     * @param password null: no authentication
     * @param database null: the server's default
     * @param authorities PEM file with the certificates to trust; null: the URI decides
     */
    public record Neo4j(
            URI uri,
            String user,
            @Nullable String password,
            @Nullable String database,
            @Nullable Path authorities) {
        @Override
        public String toString() {
            return uri + " as " + user;
        }
    }

    /** {@code host:port,…} of Kafka. */
    public String bootstrapServers() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }

    /** The registry's address, without credentials. */
    public String registryUrl() {
        return withoutUser(registry.getOrDefault("schema.registry.url", ""));
    }

    /** The address without {@code user:password@}, which may be shown. */
    static String withoutUser(String url) {
        return url.replaceAll("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "namespace " + namespace.prefix() + ", Kafka " + bootstrapServers() + ", registry " + registryUrl()
                + ", Connect " + withoutUser(connectUrl.toString()) + ", Neo4j " + neo4j;
    }
}
