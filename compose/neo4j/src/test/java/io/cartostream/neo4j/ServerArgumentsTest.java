package io.cartostream.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ServerArgumentsTest {

    @Test
    void shouldUseDefaultsWhenOnlyTheFolderIsGiven() {
        ServerArguments arguments = ServerArguments.parse("--home", "/tmp/x");

        assertThat(arguments)
                .isEqualTo(new ServerArguments(
                        Path.of("/tmp/x").toAbsolutePath().normalize(), "127.0.0.1", 7687, 7474, "64m", ""));
        assertThat(arguments.settings())
                .containsEntry("dbms.security.auth_enabled", "true")
                .containsEntry("server.bolt.advertised_address", "127.0.0.1:7687")
                .doesNotContainKey("db.memory.transaction.max");
    }

    @Test
    void shouldMapEverySettingWhenGiven() {
        ServerArguments arguments = ServerArguments.parse(
                "--home",
                "/tmp/x",
                "--host",
                "127.0.0.2",
                "--bolt-port",
                "17687",
                "--http-port",
                "17474",
                "--page-cache",
                "32m",
                "--transaction-memory-limit",
                "256m");

        assertThat(arguments.settings())
                .containsEntry("server.bolt.listen_address", "127.0.0.2:17687")
                .containsEntry("server.http.listen_address", "127.0.0.2:17474")
                .containsEntry("server.memory.pagecache.size", "32m")
                .containsEntry("db.memory.transaction.max", "256m");
    }

    @Test
    void shouldNameTheProblemWhenArgumentsAreWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerArguments.parse("--folder", "x"))
                .withMessageStartingWith("unknown argument '--folder'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerArguments.parse("--home"))
                .withMessageStartingWith("--home has no value");
        assertThatIllegalArgumentException()
                .isThrownBy(ServerArguments::parse)
                .withMessageStartingWith("--home is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerArguments.parse("--home", "x", "--bolt-port", "70000"))
                .withMessage("--bolt-port must be a port, not '70000'");
    }
}
