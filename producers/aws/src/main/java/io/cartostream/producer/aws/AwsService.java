package io.cartostream.producer.aws;

import java.util.Set;
import software.amazon.awssdk.core.SdkResponse;

/** The listing operations of one service in one region. One package per service implements it over the SDK's client. */
public interface AwsService extends AutoCloseable {

    /** The operations that can be called. */
    Set<String> operations();

    /** Makes one call for one page; throws what the SDK throws. */
    SdkResponse call(String operation, PageRequest page);

    @Override
    void close();
}
