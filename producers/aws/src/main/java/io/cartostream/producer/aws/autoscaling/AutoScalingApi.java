package io.cartostream.producer.aws.autoscaling;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;

/** What is called of EC2 Auto Scaling. */
public final class AutoScalingApi {

    /** One line per operation. */
    public static final AwsApi<AutoScalingClient> API = AwsApi.of("autoscaling", AutoScalingClient::builder)
            .operation(
                    "DescribeAutoScalingGroups",
                    DescribeAutoScalingGroupsRequest::builder,
                    AutoScalingClient::describeAutoScalingGroups)
            .operation(
                    "DescribeLaunchConfigurations",
                    DescribeLaunchConfigurationsRequest::builder,
                    AutoScalingClient::describeLaunchConfigurations);

    private AutoScalingApi() {}
}
