package io.cartostream.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.GlobalOptions;
import io.cartostream.cli.session.ProcessEnvironment;
import io.cartostream.producer.provider.AccountRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The accounts of an organization whose service names the state of an account, and its status no longer. */
@SuppressWarnings("NullAway.Init") // JUnit sets the server
class OrganizationAccountsTest {

    private static final String ANSWER = "{\"Accounts\":["
            + "{\"Id\":\"111111111111\",\"Name\":\"main\",\"State\":\"ACTIVE\"},"
            + "{\"Id\":\"222222222222\",\"Name\":\"closed\",\"State\":\"SUSPENDED\"},"
            + "{\"Id\":\"333333333333\",\"Name\":\"closing\",\"State\":\"PENDING_CLOSURE\"},"
            + "{\"Id\":\"444444444444\",\"Name\":\"old\"}]}";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void shouldReadActiveAccountsAndNameTheOthersWithTheirState() {
        SyncCommand command = new SyncCommand(new CommandSession(new GlobalOptions(), ProcessEnvironment.ofProcess()));
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        new CommandLine(command).parseArgs("--organization", "--role-name", "reader", "--endpoint-url", endpoint);
        StringWriter notices = new StringWriter();

        List<AccountRequest> accounts = AwsAccountSelector.ofSync(command, Path.of("nowhere"), new PrintWriter(notices))
                .accounts(List.of());

        assertThat(accounts).extracting(AccountRequest::account).containsExactly("111111111111", "444444444444");
        assertThat(notices.toString().lines())
                .containsExactly(
                        "skipped: account 222222222222 (closed): its state is SUSPENDED",
                        "skipped: account 333333333333 (closing): its state is PENDING_CLOSURE");
    }
}
