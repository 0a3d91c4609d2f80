package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodHandle;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One operation of a service. Parameters, pages and answers need no code: they follow the API's own names, which the SDK's
 * classes carry.
 *
 * @param builder makes the builder of the operation's request
 * @param method the client's method
 */
record ServiceOperation(MethodHandle builder, MethodHandle method) {

    /**
     * Makes one call for one page; throws what the SDK throws.
     *
     * @param parameters by the API's names
     * @throws IllegalArgumentException naming what the operation does not have or cannot take
     */
    SdkResponse call(SdkClient client, ObjectNode parameters, PageRequest page) {
        SdkRequest request = request(parameters, page);
        try {
            return (SdkResponse) method.invokeExact(client, request);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the SDK threw a checked exception", e);
        }
    }

    SdkRequest request(ObjectNode parameters, PageRequest page) {
        Object request = invoke(builder);
        SdkRequests.fill((SdkPojo) request, parameters);
        ResponsePaging.ask((SdkPojo) request, page);
        return (SdkRequest) ((SdkBuilder<?, ?>) request).build();
    }

    static Object invoke(MethodHandle factory) {
        try {
            return (Object) factory.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the SDK threw a checked exception", e);
        }
    }
}
