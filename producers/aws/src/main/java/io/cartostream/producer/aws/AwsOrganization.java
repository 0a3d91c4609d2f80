package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ErrorCodes;
import io.cartostream.producer.Failure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.SourceException.Retry;
import io.cartostream.producer.call.ApiCalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The accounts of an AWS organisation. One signed JSON call per page, without the SDK's module for Organizations, of which one
 * operation would be used.
 */
public final class AwsOrganization {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATION = "organizations:ListAccounts";
    private static final String SIGNING_REGION = "us-east-1";
    private static final URI ENDPOINT = URI.create("https://organizations.us-east-1.amazonaws.com/");
    private static final int SERVER_ERROR = 500;

    private final AwsClients clients;
    private final URI endpoint;
    private final Clock clock;

    private AwsOrganization(AwsClients clients, URI endpoint, Clock clock) {
        this.clients = clients;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * One account.
     *
     * @param id its id
     * @param name its name
     * @param status {@code ACTIVE}, {@code SUSPENDED} …
     */
    public record Member(String id, String name, String status) {
        /** Whether it can be read. */
        public boolean active() {
            return status.equals("ACTIVE");
        }
    }

    /**
     * All members, with credentials of the management account or a delegated administrator.
     *
     * @throws SourceException if they cannot be listed
     */
    public static List<Member> members(AwsSettings settings, ApiCalls calls, Clock clock)
            throws SourceException, InterruptedException {
        URI endpoint = settings.endpointOverride() == null ? ENDPOINT : settings.endpointOverride();
        try (AwsClients clients = new AwsClients(settings, AwsAccount.OF_CREDENTIALS)) {
            AwsOrganization organization = new AwsOrganization(clients, endpoint, clock);
            List<Member> members = new ArrayList<>();
            String token = null;
            do {
                String asked = token;
                JsonNode answer = calls.call("organizations", "organization", () -> organization.page(asked));
                for (JsonNode account : answer.path("Accounts")) {
                    members.add(new Member(
                            account.path("Id").asText(),
                            account.path("Name").asText(),
                            account.path("Status").asText("ACTIVE")));
                }
                token = answer.path("NextToken").asText("");
            } while (!token.isEmpty());
            return List.copyOf(members);
        }
    }

    private JsonNode page(@Nullable String token) throws SourceException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        if (token != null && !token.isEmpty()) {
            request.put("NextToken", token);
        }
        try {
            HttpExecuteResponse response = send(request.toString());
            JsonNode answer;
            try (InputStream body = response.responseBody().orElse(null)) {
                answer = body == null ? JSON.createObjectNode() : JSON.readTree(body.readAllBytes());
            }
            if (!response.httpResponse().isSuccessful()) {
                throw refused(response.httpResponse().statusCode(), answer);
            }
            return answer;
        } catch (SdkException e) {
            throw AwsErrors.of(
                    e, new CallTarget("organizations", OPERATION, OPERATION, SIGNING_REGION, false, endpoint));
        } catch (IOException e) {
            throw new SourceException(
                    new Failure(
                            FailureReason.UNREACHABLE,
                            OPERATION,
                            null,
                            "no answer from AWS Organizations at " + endpoint + ": " + e.getMessage()),
                    Retry.TRANSIENT,
                    e);
        }
    }

    private HttpExecuteResponse send(String json) throws IOException {
        AwsCredentials credentials = clients.credentials().resolveCredentials();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "AWSOrganizationsV20161128.ListAccounts")
                .build();
        SignedRequest signed = AwsV4HttpSigner.create().sign(sign -> sign.identity(credentials)
                .request(request)
                .payload(ContentStreamProvider.fromUtf8String(json))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "organizations")
                .putProperty(AwsV4HttpSigner.REGION_NAME, SIGNING_REGION)
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock));
        return clients.http()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(null))
                        .build())
                .call();
    }

    private static SourceException refused(int status, JsonNode answer) {
        String type = answer.path("__type").asText("");
        String code = type.isEmpty() ? Integer.toString(status) : type.substring(type.indexOf('#') + 1);
        String message = answer.path("Message").asText(answer.path("message").asText("no reason given"));
        Retry retry = status >= SERVER_ERROR ? Retry.TRANSIENT : ErrorCodes.retry(code);
        return new SourceException(ErrorCodes.failure(code, OPERATION, OPERATION, code + ": " + message), retry, null);
    }
}
