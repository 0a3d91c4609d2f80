package io.cartostream.neo4j;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.graphdb.QueryExecutionException;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.io.fs.FileSystemAbstraction;
import org.neo4j.kernel.impl.security.User;
import org.neo4j.logging.NullLogProvider;
import org.neo4j.memory.EmptyMemoryTracker;
import org.neo4j.server.CommunityBootstrapper;
import org.neo4j.server.security.SecureHasher;
import org.neo4j.server.security.SystemGraphCredential;
import org.neo4j.server.security.auth.CommunitySecurityModule;
import org.neo4j.server.security.auth.FileUserRepository;

/**
 * Neo4j Community with Bolt, the HTTP API and Neo4j Browser in one process. The data in {@code --home} lasts: a second start
 * continues from it. Authentication is on; the password of user {@code neo4j} is that of the environment variable
 * {@code NEO4J_PASSWORD}, at every start. Prints one line that begins with {@code Neo4j ready} on standard output and runs until
 * SIGTERM. Exit codes: 0 stopped, 1 could not start, 2 wrong arguments; the reason is one line on standard error.
 */
public final class Neo4jServer {
    private static final String USER = "neo4j";
    private static final int MINIMUM_PASSWORD_LENGTH = 8;

    private Neo4jServer() {}

    /** The entry point; see {@link ServerArguments#USAGE}. */
    public static void main(String[] arguments) {
        ServerArguments parsed;
        String password;
        try {
            parsed = ServerArguments.parse(arguments);
            password = password(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("Neo4j: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code = start(parsed, password, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int start(ServerArguments arguments, String password, PrintStream out, PrintStream err) {
        try {
            for (int port : new int[] {arguments.boltPort(), arguments.httpPort()}) {
                requireFree(arguments.host(), port);
            }
            Files.createDirectories(arguments.home());
            boolean fresh = !Files.exists(arguments.home().resolve("data/databases/system"));
            if (fresh) {
                writeInitialUser(arguments, password);
            }
            CommunityBootstrapper bootstrapper = new CommunityBootstrapper();
            Path conf = arguments.home().resolve("conf/neo4j.conf");
            int code = bootstrapper.start(arguments.home(), conf, arguments.settings(), false, false);
            DatabaseManagementService service = bootstrapper.getDatabaseManagementService();
            if (code != 0 || service == null) {
                err.println("Neo4j: could not start from " + arguments.home() + "; the reason is above and in "
                        + arguments.home().resolve("logs/debug.log"));
                return 1;
            }
            if (!fresh) {
                setPassword(service, password);
            }
            out.println("Neo4j ready: bolt://" + arguments.host() + ":" + arguments.boltPort() + " http://"
                    + arguments.host() + ":" + arguments.httpPort() + "/browser/ user " + USER);
            out.flush();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            err.println("Neo4j: " + e.getMessage());
            return 1;
        }
    }

    private static String password(Map<String, String> environment) {
        String password = environment.getOrDefault("NEO4J_PASSWORD", "");
        if (password.length() < MINIMUM_PASSWORD_LENGTH) {
            throw new IllegalArgumentException(
                    "the environment variable NEO4J_PASSWORD must hold a password of at least "
                            + MINIMUM_PASSWORD_LENGTH + " characters");
        }
        return password;
    }

    private static void requireFree(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new IOException("port " + port + " on " + host + " is in use (" + e.getMessage() + ")", e);
        }
    }

    /** What {@code neo4j-admin dbms set-initial-password} does: the default password never works, not even for a moment. */
    private static void writeInitialUser(ServerArguments arguments, String password) throws IOException {
        Config config = Config.newBuilder()
                .set(GraphDatabaseSettings.neo4j_home, arguments.home())
                .build();
        try (FileSystemAbstraction fileSystem = new DefaultFileSystemAbstraction()) {
            Path file = CommunitySecurityModule.getInitialUserRepositoryFile(config);
            Files.deleteIfExists(file);
            FileUserRepository users = new FileUserRepository(
                    fileSystem, file, NullLogProvider.getInstance(), EmptyMemoryTracker.INSTANCE);
            users.start();
            users.create(new User(USER, null, credential(password), false, false));
            users.shutdown();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("could not write the initial user: " + e.getMessage(), e);
        }
    }

    private static SystemGraphCredential credential(String password) {
        return SystemGraphCredential.createCredentialForPassword(
                password.getBytes(StandardCharsets.UTF_8), new SecureHasher());
    }

    /** For a password that changed since the last start; the same one again is refused, and is fine. */
    private static void setPassword(DatabaseManagementService service, String password) throws IOException {
        try {
            service.database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME)
                    .executeTransactionally(
                            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                            Map.of("password", password));
        } catch (QueryExecutionException e) {
            if (!String.valueOf(e.getMessage()).contains("cannot be the same")) {
                throw new IOException("could not set the password of user " + USER + ": " + e.getMessage(), e);
            }
        }
    }
}
