package io.cartostream.producer.aws;

import io.cartostream.producer.aws.autoscaling.AutoScalingApi;
import io.cartostream.producer.aws.ec2.Ec2Api;
import io.cartostream.producer.aws.elb.ElbApi;
import io.cartostream.producer.aws.elbv2.Elbv2Api;
import io.cartostream.producer.aws.iam.IamApi;
import io.cartostream.producer.aws.organizations.OrganizationsApi;
import io.cartostream.producer.aws.resourcegroupstaggingapi.ResourceGroupsTaggingApi;
import io.cartostream.producer.aws.s3.S3Api;
import io.cartostream.producer.aws.s3control.S3ControlApi;
import io.cartostream.producer.aws.sts.StsApi;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services that this version can call: one line each. */
public final class AwsApis {

    private static final Map<String, AwsApi<?>> ALL = Stream.<AwsApi<?>>of(
                    AutoScalingApi.API,
                    Ec2Api.API,
                    ElbApi.API,
                    Elbv2Api.API,
                    IamApi.API,
                    OrganizationsApi.API,
                    ResourceGroupsTaggingApi.API,
                    S3Api.API,
                    S3ControlApi.API,
                    StsApi.API)
            .collect(Collectors.toMap(AwsApi::service, Function.identity()));

    private AwsApis() {}

    /** All of them. */
    public static Collection<AwsApi<?>> all() {
        return ALL.values();
    }

    static @Nullable AwsApi<?> find(String service) {
        return ALL.get(service);
    }
}
