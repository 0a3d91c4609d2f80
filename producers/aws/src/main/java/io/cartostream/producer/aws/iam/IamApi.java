package io.cartostream.producer.aws.iam;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;

/** What is called of IAM. */
public final class IamApi {

    /** One line per operation. Policy documents come URL-encoded. */
    public static final AwsApi<IamClient> API = AwsApi.of("iam", IamClient::builder)
            .decoding("AssumeRolePolicyDocument", "PolicyDocument", "Document")
            .operation("GetAccessKeyLastUsed", GetAccessKeyLastUsedRequest::builder, IamClient::getAccessKeyLastUsed)
            .operation(
                    "GetAccountAuthorizationDetails",
                    GetAccountAuthorizationDetailsRequest::builder,
                    IamClient::getAccountAuthorizationDetails)
            .operation("GetAccountSummary", GetAccountSummaryRequest::builder, IamClient::getAccountSummary)
            .operation("GetGroup", GetGroupRequest::builder, IamClient::getGroup)
            .operation("ListAccessKeys", ListAccessKeysRequest::builder, IamClient::listAccessKeys)
            .operation("ListGroups", ListGroupsRequest::builder, IamClient::listGroups)
            .operation("ListInstanceProfiles", ListInstanceProfilesRequest::builder, IamClient::listInstanceProfiles)
            .operation("ListMFADevices", ListMfaDevicesRequest::builder, IamClient::listMFADevices)
            .operation("ListRoles", ListRolesRequest::builder, IamClient::listRoles)
            .operation("ListSAMLProviders", ListSamlProvidersRequest::builder, IamClient::listSAMLProviders)
            .operation(
                    "ListServerCertificates", ListServerCertificatesRequest::builder, IamClient::listServerCertificates)
            .operation("ListUsers", ListUsersRequest::builder, IamClient::listUsers);

    private IamApi() {}
}
