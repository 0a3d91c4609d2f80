package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;

/** One service in one region. */
interface AwsService extends AutoCloseable {

    /**
     * Makes one call for one page; throws what the SDK throws.
     *
     * @param parameters by the API's names
     */
    SdkResponse call(String operation, ObjectNode parameters, PageRequest page);

    /** An answer, or a part of it, as {@code aws --output json} prints it. */
    ObjectNode json(SdkPojo pojo);

    @Override
    void close();
}
