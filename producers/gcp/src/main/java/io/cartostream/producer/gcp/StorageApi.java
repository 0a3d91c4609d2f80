package io.cartostream.producer.gcp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.StorageRequest;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.spi.v1.HttpStorageRpc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The JSON API of Cloud Storage, with google-cloud-storage's transport and credentials. Answers are taken as they come, so that
 * every field and every time is as the API wrote it.
 */
final class StorageApi {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int POLICY_VERSION = 3;

    private final Storage storage;
    private final String project;
    private volatile boolean withLists = true;

    private StorageApi(Storage storage, String project) {
        this.storage = storage;
        this.project = project;
    }

    /** Connects to nothing yet, but throws if there are no credentials. */
    static StorageApi create(GcpSettings settings, String project) throws IOException {
        int timeoutMs = Math.toIntExact(settings.callTimeout().toMillis());
        StorageOptions.Builder options = StorageOptions.http()
                .setProjectId(project)
                .setCredentials(credentials(settings))
                .setTransportOptions(HttpTransportOptions.newBuilder()
                        .setConnectTimeout(timeoutMs)
                        .setReadTimeout(timeoutMs)
                        .build());
        if (settings.endpointOverride() != null) {
            options.setHost(settings.endpointOverride().toString());
        }
        return new StorageApi(new HttpStorageRpc(options.build()).getStorage(), project);
    }

    private static Credentials credentials(GcpSettings settings) throws IOException {
        if (settings.endpointOverride() != null) {
            return NoCredentials.getInstance();
        }
        if (settings.credentialsFile() == null) {
            return GoogleCredentials.getApplicationDefault();
        }
        try (InputStream file = Files.newInputStream(settings.credentialsFile())) {
            return GoogleCredentials.fromStream(file);
        }
    }

    /**
     * One page of the project's buckets: with owners and access control lists if we may see them, which takes
     * {@code storage.buckets.getIamPolicy}, without them otherwise.
     */
    ObjectNode buckets(@Nullable String pageToken, int size) throws IOException {
        if (withLists) {
            try {
                return buckets("full", pageToken, size);
            } catch (HttpResponseException e) {
                if (!GcpErrors.denied(e)) { // throttling is a 403 too
                    throw e;
                }
            }
        }
        ObjectNode answer = buckets("noAcl", pageToken, size);
        withLists = false;
        return answer;
    }

    private ObjectNode buckets(String projection, @Nullable String pageToken, int size) throws IOException {
        Storage.Buckets.List request = storage.buckets().list(project).setProjection(projection);
        request.setPageToken(pageToken);
        if (size > 0) {
            request.setMaxResults((long) size);
        }
        return answer(request);
    }

    /** A bucket's policy, with conditions. */
    ObjectNode policy(String bucket) throws IOException {
        return answer(storage.buckets().getIamPolicy(bucket).setOptionsRequestedPolicyVersion(POLICY_VERSION));
    }

    private static ObjectNode answer(StorageRequest<?> request) throws IOException {
        HttpResponse response = request.executeUnparsed();
        try (InputStream body = response.getContent()) {
            JsonNode answer = JSON.readTree(body);
            if (answer instanceof ObjectNode object) {
                return object;
            }
            throw new IOException("the answer is not a JSON object");
        } finally {
            response.disconnect();
        }
    }
}
