package io.cartostream.cli.connection;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

/** A connection to Neo4j. Close it. */
public final class Neo4jClient implements AutoCloseable {

    private static final int TIMEOUT_S = 8;

    private final CliSettings.Neo4j settings;
    private final Driver driver;

    private Neo4jClient(CliSettings.Neo4j settings, Driver driver) {
        this.settings = settings;
        this.driver = driver;
    }

    /**
     * Connects within a few seconds.
     *
     * @throws CommandFailure in one line, if the database does not answer or refuses the credentials
     */
    public static Neo4jClient connect(CliSettings settings) {
        CliSettings.Neo4j neo4j = settings.neo4j();
        ListenerCheck.requireNeo4j(neo4j);
        String password = neo4j.password();
        AuthToken token = password == null ? AuthTokens.none() : AuthTokens.basic(neo4j.user(), password);
        Config.ConfigBuilder config = Config.builder()
                .withConnectionTimeout(5, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(TIMEOUT_S, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(TIMEOUT_S, TimeUnit.SECONDS)
                .withUserAgent("cartostream-cli")
                .withLogging(Logging.none());
        Path authorities = neo4j.authorities();
        if (authorities != null) {
            config.withEncryption()
                    .withTrustStrategy(Config.TrustStrategy.trustCustomCertificateSignedBy(authorities.toFile()));
        }
        Neo4jClient graph;
        try {
            graph = new Neo4jClient(neo4j, GraphDatabase.driver(neo4j.uri(), token, config.build()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("neo4j.uri: " + FailureText.of(e));
        }
        try {
            graph.driver.verifyConnectivity();
            return graph;
        } catch (Neo4jException | IllegalStateException e) {
            graph.close();
            throw graph.failure(e);
        }
    }

    /** Runs one statement in a read transaction. */
    public <T> T read(String cypher, Map<String, Object> parameters, Function<Result, T> reader) {
        try (Session session = session(AccessMode.READ)) {
            return session.executeRead(transaction -> reader.apply(transaction.run(cypher, parameters)));
        } catch (Neo4jException e) {
            throw failure(e);
        }
    }

    /**
     * Visits the rows of one read statement as they arrive, so memory does not grow with the answer. The statement is sent once, so no
     * row is visited twice.
     */
    public void stream(String cypher, Map<String, Object> parameters, Consumer<Record> visitor) {
        try (Session session = session(AccessMode.READ)) {
            session.run(cypher, parameters).forEachRemaining(visitor);
        } catch (Neo4jException e) {
            throw failure(e);
        }
    }

    /** Runs one statement that may write. It is sent once, outside a managed transaction, which some statements require. */
    public <T> T write(String cypher, Map<String, Object> parameters, Function<Result, T> reader) {
        try (Session session = session(AccessMode.WRITE)) {
            return reader.apply(session.run(cypher, parameters));
        } catch (Neo4jException e) {
            throw failure(e);
        }
    }

    private Session session(AccessMode mode) {
        SessionConfig.Builder builder = SessionConfig.builder().withDefaultAccessMode(mode);
        @Nullable String database = settings.database();
        if (database != null) {
            builder.withDatabase(database);
        }
        return driver.session(builder.build());
    }

    private CommandFailure failure(RuntimeException e) {
        if (e instanceof AuthenticationException) {
            return CommandFailure.failed(
                    "Neo4j at " + settings.uri() + " refuses user '" + settings.user() + "'. "
                            + (settings.password() == null
                                    ? "Set the password in $NEO4J_PASSWORD."
                                    : "Check $NEO4J_PASSWORD and --neo4j-user."),
                    e);
        }
        if (e instanceof ServiceUnavailableException || e instanceof SessionExpiredException) {
            return CommandFailure.failed(
                    "Neo4j at " + settings.uri()
                            + " does not answer. Is it running? Start it, or name another with --neo4j-uri.",
                    e);
        }
        if (e instanceof ClientException client
                && client.code() != null
                && client.code().endsWith("Statement.AccessMode")) {
            return CommandFailure.failed("the statement writes, and queries only read: add --write to allow it", e);
        }
        return CommandFailure.failed(
                "Neo4j: " + FailureText.clean(String.valueOf(e.getMessage()).strip()), e);
    }

    @Override
    public void close() {
        driver.close();
    }
}
