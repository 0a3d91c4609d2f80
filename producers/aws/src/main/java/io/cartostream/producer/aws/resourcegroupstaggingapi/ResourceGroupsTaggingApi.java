package io.cartostream.producer.aws.resourcegroupstaggingapi;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;

/** What is called of the Resource Groups Tagging API. */
public final class ResourceGroupsTaggingApi {

    /** One line per operation. */
    public static final AwsApi<ResourceGroupsTaggingApiClient> API = AwsApi.of(
                    "resourcegroupstaggingapi", ResourceGroupsTaggingApiClient::builder)
            .operation("GetResources", GetResourcesRequest::builder, ResourceGroupsTaggingApiClient::getResources);

    private ResourceGroupsTaggingApi() {}
}
