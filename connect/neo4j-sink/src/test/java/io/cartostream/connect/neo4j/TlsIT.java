package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink with a database that uses TLS, with and without a client certificate. */
@Tag("long")
final class TlsIT {
    private static final String STORE_PASSWORD = "store-of-tests";
    private static final String KEY_PASSWORD = "key-of-tests";
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";

    @Test
    void shouldTrustOnlyTheGivenCertificateAndPresentTheClients(@TempDir Path folder) throws Exception {
        certificate(folder, "server", "CN=elsewhere");
        certificate(folder, "client", "CN=sink");
        Files.createDirectories(folder.resolve("trusted"));
        Files.copy(folder.resolve("client.pem"), folder.resolve("trusted/client.pem"));
        ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);
        try (Neo4jProcess neo4j = Neo4jProcess.separate()) {
            neo4j.restart(tls(folder, "NONE"));
            assertThatExceptionOfType(ConnectException.class)
                    .as("the certificate is for another host")
                    .isThrownBy(() -> task(neo4j, folder, Map.of()))
                    .withMessageContaining("neo4j.tls");
            assertThatExceptionOfType(ConnectException.class)
                    .as("a foreign certificate authority")
                    .isThrownBy(() -> task(
                            neo4j,
                            folder,
                            Map.of(
                                    "neo4j.tls.verify-hostname",
                                    "false",
                                    "neo4j.tls.ca-file",
                                    folder.resolve("client.pem").toString())))
                    .withMessageContaining("neo4j.tls");
            try (TaskHarness task = task(neo4j, folder, Map.of("neo4j.tls.verify-hostname", "false"))) {
                task.put(records.nodeUpsert("Host", "a", List.of("Host"), Map.of()));
            }

            neo4j.restart(tls(folder, "REQUIRE"));
            try (TaskHarness task = task(
                    neo4j,
                    folder,
                    Map.of(
                            "neo4j.tls.verify-hostname", "false",
                            "neo4j.tls.client-certificate-file",
                                    folder.resolve("client.pem").toString(),
                            "neo4j.tls.client-key-file",
                                    folder.resolve("client.key").toString()))) {
                task.put(records.nodeUpsert("Host", "b", List.of("Host"), Map.of()));
            }
            try (TaskHarness task = task(neo4j, folder, encryptedKey(folder, KEY_PASSWORD))) {
                task.put(records.nodeUpsert("Host", "c", List.of("Host"), Map.of()));
            }
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> task(neo4j, folder, encryptedKey(folder, "another")))
                    .withMessageContaining("client cert")
                    .withMessageContaining("neo4j.tls");
            assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(3);
        }
    }

    private static Map<String, String> encryptedKey(Path folder, String password) {
        return Map.of(
                "neo4j.tls.verify-hostname",
                "false",
                "neo4j.tls.client-certificate-file",
                folder.resolve("client.pem").toString(),
                "neo4j.tls.client-key-file",
                folder.resolve("client.encrypted.key").toString(),
                "neo4j.tls.client-key-password",
                password);
    }

    private static TaskHarness task(Neo4jProcess neo4j, Path folder, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(
                Map.of("neo4j.tls.ca-file", folder.resolve("server.pem").toString()));
        config.putAll(more);
        return new TaskHarness(neo4j, config).start();
    }

    /** Plain connections stay possible, because the test itself uses one. */
    private static String[] tls(Path folder, String clients) {
        return new String[] {
            "server.bolt.tls_level=OPTIONAL",
            "dbms.ssl.policy.bolt.enabled=true",
            "dbms.ssl.policy.bolt.base_directory=" + folder,
            "dbms.ssl.policy.bolt.private_key=server.key",
            "dbms.ssl.policy.bolt.public_certificate=server.pem",
            "dbms.ssl.policy.bolt.trusted_dir=trusted",
            "dbms.ssl.policy.bolt.revoked_dir=revoked",
            "dbms.ssl.policy.bolt.client_auth=" + clients
        };
    }

    private static void certificate(Path folder, String name, String subject) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-alias",
                        name,
                        "-dname",
                        subject,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        Key key = keys.getKey(name, STORE_PASSWORD.toCharArray());
        Certificate certificate = keys.getCertificate(name);
        Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
        Files.writeString(folder.resolve(name + ".encrypted.key"), pem("ENCRYPTED PRIVATE KEY", encrypted(key)));
        Files.writeString(folder.resolve(name + ".pem"), pem("CERTIFICATE", certificate.getEncoded()));
    }

    /** As {@code openssl pkcs8 -topk8 -v2 aes-256-cbc} does. */
    private static byte[] encrypted(Key key) throws Exception {
        SecretKey secret =
                SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(KEY_PASSWORD.toCharArray()));
        Cipher cipher = Cipher.getInstance(ENCRYPTION);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] content = cipher.doFinal(key.getEncoded());
        AlgorithmParameters named = AlgorithmParameters.getInstance("PBES2");
        named.init(cipher.getParameters().getEncoded());
        return new EncryptedPrivateKeyInfo(named, content).getEncoded();
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
