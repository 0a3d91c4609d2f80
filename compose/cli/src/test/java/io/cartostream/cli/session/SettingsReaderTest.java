package io.cartostream.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class SettingsReaderTest {

    @TempDir
    Path folder;

    private final GlobalOptions options = new GlobalOptions();

    @Test
    void shouldUseDefaultsWhenNothingIsGiven() {
        CliSettings settings = read(Map.of());

        assertThat(settings.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(settings.registryUrl()).isEqualTo("http://localhost:8081/apis/ccompat/v7");
        assertThat(settings.namespace().prefix()).isEqualTo("cartostream");
        assertThat(settings.connectUrl()).hasToString("http://localhost:8083");
        assertThat(settings.connectUser()).isNull();
        assertThat(settings.neo4j().uri()).hasToString("bolt://localhost:7687");
        assertThat(settings.neo4j().user()).isEqualTo("neo4j");
        assertThat(settings.neo4j().password()).isNull();
        assertThat(settings.neo4j().database()).isNull();
    }

    @Test
    void shouldTakeEverythingFromTheFileWhenItNamesIt() throws IOException {
        Path file = write("""
            bootstrap.servers=a:1,b:2
            namespace=estate
            schema.registry.url=https://registry
            schema.registry.basic.auth.user.info=u:p
            connect.url=https://connect:8
            connect.user.info=c:p
            neo4j.uri=neo4j+s://graph
            neo4j.user=reader
            neo4j.password=secret
            neo4j.database=assets
            kafka.security.protocol=SASL_SSL
            """);
        options.config = file;

        CliSettings settings = read(Map.of());

        assertThat(settings.kafka())
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(settings.registry())
                .containsEntry("schema.registry.url", "https://registry")
                .containsEntry("basic.auth.user.info", "u:p");
        assertThat(settings.namespace().prefix()).isEqualTo("estate");
        assertThat(settings.connectUser()).isEqualTo("c:p");
        assertThat(settings.neo4j().password()).isEqualTo("secret");
        assertThat(settings.neo4j().database()).isEqualTo("assets");
        assertThat(settings.toString()).doesNotContain("secret").doesNotContain("u:p");
    }

    @Test
    void shouldPreferOptionThenEnvironmentThenFileWhenSeveralAreGiven() throws IOException {
        write("namespace=file\nbootstrap.servers=file:1\nneo4j.user=file\n");
        options.namespace = "option";

        CliSettings settings =
                read(Map.of("CARTOSTREAM_NAMESPACE", "environment", "CARTOSTREAM_BOOTSTRAP_SERVERS", "environment:1"));

        assertThat(settings.namespace().prefix()).isEqualTo("option");
        assertThat(settings.bootstrapServers()).isEqualTo("environment:1");
        assertThat(settings.neo4j().user()).isEqualTo("file");
    }

    @Test
    void shouldListEveryProblemWhenSeveralAreWrong() throws IOException {
        write("bootstrap.server=a:1\nnamespace=a b\nneo4j.uri=http://x\n");
        options.bootstrapServers = "nowhere";
        options.registryUrl = "ftp://user:pw@x";

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(CommandFailure.USAGE))
                .hasMessageContaining("5 settings are wrong")
                .hasMessageContaining("unknown key 'bootstrap.server' (did you mean 'bootstrap.servers'?)")
                .hasMessageContaining("'nowhere' is not host:port")
                .hasMessageContaining("namespace ($CARTOSTREAM_NAMESPACE)")
                .hasMessageContaining("neo4j.uri ($NEO4J_URI): 'http://x'")
                .hasMessageContaining("schema.registry.url ($CARTOSTREAM_REGISTRY_URL)")
                .hasMessageNotContaining("pw");
    }

    @Test
    void shouldTrustTheNamedAuthoritiesWhenTheyCanBeRead() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), "certificates");

        CliSettings settings = read(Map.of("NEO4J_TLS_CA_FILE", "ca.pem"));

        assertThat(settings.neo4j().authorities()).isEqualTo(folder.resolve("ca.pem"));
    }

    @Test
    void shouldRefuseAMissingAuthorityFileAndAnAddressWithFixedTrust() throws IOException {
        write("neo4j.uri=bolt+ssc://graph\nneo4j.tls.ca-file=absent.pem\n");

        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining("neo4j.tls.ca-file ($NEO4J_TLS_CA_FILE): cannot read absent.pem")
                .hasMessageContaining("bolt+ssc:// has fixed trust");
    }

    @Test
    void shouldNameTheFileWhenItCannotBeRead() {
        options.config = Path.of("absent.properties");

        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining("cannot read")
                .hasMessageContaining("absent.properties");
    }

    private CliSettings read(Map<String, String> environment) {
        return new SettingsReader(options, environment, folder).read();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("cartostream.properties"), text);
    }
}
