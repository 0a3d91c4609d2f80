package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * What can be called of one service: its SDK client and one line per operation. Parameters, pages and answers need no code: they
 * follow the API's own names, which the SDK's classes carry. Immutable.
 *
 * @param <C> the SDK's client
 */
public final class AwsApi<C extends SdkClient> {

    private final String service;
    private final ClientFactory<C> factory;
    private final Map<String, Operation<C>> operations;
    private final Set<String> documents;

    @FunctionalInterface
    private interface ClientFactory<C> {
        C create(ClientSettings settings);
    }

    @FunctionalInterface
    private interface Operation<C> {
        SdkResponse call(C client, ObjectNode parameters, PageRequest page);
    }

    private AwsApi(
            String service, ClientFactory<C> factory, Map<String, Operation<C>> operations, Set<String> documents) {
        this.service = service;
        this.factory = factory;
        this.operations = operations;
        this.documents = documents;
    }

    /**
     * A service without operations.
     *
     * @param service its name in the catalogue, which is that of the AWS command line
     * @param client makes the builder of its client
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> AwsApi<C> of(
            String service, Supplier<B> client) {
        return new AwsApi<>(service, settings -> settings.configure(client.get()), Map.of(), Set.of());
    }

    /**
     * The same with one more operation.
     *
     * @param name as in the API, e.g. {@code DescribeVpcs}
     * @param request makes the builder of its request
     * @param call the client's method
     */
    public <B extends SdkBuilder<B, Q> & SdkPojo, Q extends SdkRequest> AwsApi<C> operation(
            String name, Supplier<B> request, BiFunction<C, Q, ? extends SdkResponse> call) {
        Map<String, Operation<C>> more = new LinkedHashMap<>(operations);
        more.put(name, (client, parameters, page) -> {
            B builder = request.get();
            SdkRequests.fill(builder, parameters);
            ResponsePaging.ask(builder, page);
            return call.apply(client, builder.build());
        });
        return new AwsApi<>(service, factory, more, documents);
    }

    /** The same; members of those names are URL-encoded JSON in answers, which the AWS command line prints decoded. */
    public AwsApi<C> decoding(String... members) {
        return new AwsApi<>(service, factory, operations, Set.of(members));
    }

    /** The service's name in the catalogue. */
    public String service() {
        return service;
    }

    /** The operations that can be called. */
    public Set<String> operations() {
        return operations.keySet();
    }

    /** Over a new client. */
    AwsService connect(ClientSettings settings) {
        return new Connected<>(this, factory.create(settings));
    }

    private record Connected<C extends SdkClient>(AwsApi<C> api, C client) implements AwsService {

        @Override
        public SdkResponse call(String operation, ObjectNode parameters, PageRequest page) {
            Operation<C> call = api.operations.get(operation);
            if (call == null) {
                throw new IllegalArgumentException(
                        "the catalogue names " + api.service + ":" + operation + ", which this version cannot call");
            }
            return call.call(client, parameters, page);
        }

        @Override
        public ObjectNode json(SdkPojo pojo) {
            ObjectNode json = SdkJson.of(pojo);
            if (!api.documents.isEmpty()) {
                SdkJson.decode(json, api.documents);
            }
            return json;
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
