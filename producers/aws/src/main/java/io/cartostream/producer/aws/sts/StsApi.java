package io.cartostream.producer.aws.sts;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** What is called of the AWS Security Token Service as an inventory. */
public final class StsApi {

    /** One line per operation. */
    public static final AwsApi<StsClient> API = AwsApi.of("sts", StsClient::builder)
            .operation("GetCallerIdentity", GetCallerIdentityRequest::builder, StsClient::getCallerIdentity);

    private StsApi() {}
}
