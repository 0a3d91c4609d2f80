package io.cartostream.producer.aws.organizations;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;

/** What is called of AWS Organizations. */
public final class OrganizationsApi {

    /** One line per operation. */
    public static final AwsApi<OrganizationsClient> API = AwsApi.of("organizations", OrganizationsClient::builder)
            .operation(
                    "DescribeOrganization",
                    DescribeOrganizationRequest::builder,
                    OrganizationsClient::describeOrganization)
            .operation("ListAccounts", ListAccountsRequest::builder, OrganizationsClient::listAccounts)
            .operation(
                    "ListAccountsForParent",
                    ListAccountsForParentRequest::builder,
                    OrganizationsClient::listAccountsForParent)
            .operation(
                    "ListOrganizationalUnitsForParent",
                    ListOrganizationalUnitsForParentRequest::builder,
                    OrganizationsClient::listOrganizationalUnitsForParent)
            .operation("ListRoots", ListRootsRequest::builder, OrganizationsClient::listRoots);

    private OrganizationsApi() {}
}
