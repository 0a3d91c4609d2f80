package io.cartostream.producer.aws.s3;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

/** What is called of Amazon S3. */
public final class S3Api {

    /** One line per operation. */
    public static final AwsApi<S3Client> API = AwsApi.of("s3", S3Api::client)
            .operation("GetBucketAcl", GetBucketAclRequest::builder, S3Client::getBucketAcl)
            .operation("GetBucketEncryption", GetBucketEncryptionRequest::builder, S3Client::getBucketEncryption)
            .operation("GetBucketLogging", GetBucketLoggingRequest::builder, S3Client::getBucketLogging)
            .operation(
                    "GetBucketNotificationConfiguration",
                    GetBucketNotificationConfigurationRequest::builder,
                    S3Client::getBucketNotificationConfiguration)
            .operation(
                    "GetBucketOwnershipControls",
                    GetBucketOwnershipControlsRequest::builder,
                    S3Client::getBucketOwnershipControls)
            .operation("GetBucketPolicy", GetBucketPolicyRequest::builder, S3Client::getBucketPolicy)
            .operation("GetBucketVersioning", GetBucketVersioningRequest::builder, S3Client::getBucketVersioning)
            .operation("GetPublicAccessBlock", GetPublicAccessBlockRequest::builder, S3Client::getPublicAccessBlock)
            .operation("ListBuckets", ListBucketsRequest::builder, S3Client::listBuckets);

    private S3Api() {}

    /** Buckets are asked in their own regions; names with dots need paths, and so do emulators. */
    private static S3ClientBuilder client() {
        return S3Client.builder().crossRegionAccessEnabled(true).forcePathStyle(true);
    }
}
