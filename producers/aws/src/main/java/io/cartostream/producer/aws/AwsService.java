package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkResponse;

/** One service in one region: any operation that reads can be called. Safe for use by many threads. */
final class AwsService implements AutoCloseable {

    private final ServiceModule module;
    private final SdkClient client;

    AwsService(ServiceModule module, SdkClient client) {
        this.module = module;
        this.client = client;
    }

    /**
     * Makes one call for one page; throws what the SDK throws.
     *
     * @param parameters by the API's names
     * @throws IllegalArgumentException if the service cannot be asked this
     */
    SdkResponse call(String operation, ObjectNode parameters, PageRequest page) {
        return module.operation(operation).call(client, parameters, page);
    }

    @Override
    public void close() {
        client.close();
    }
}
