package io.cartostream.producer.aws.elbv2;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;

/** What is called of Elastic Load Balancing, for application, network and gateway load balancers. */
public final class Elbv2Api {

    /** One line per operation. */
    public static final AwsApi<ElasticLoadBalancingV2Client> API = AwsApi.of(
                    "elbv2", ElasticLoadBalancingV2Client::builder)
            .operation(
                    "DescribeListeners",
                    DescribeListenersRequest::builder,
                    ElasticLoadBalancingV2Client::describeListeners)
            .operation(
                    "DescribeLoadBalancers",
                    DescribeLoadBalancersRequest::builder,
                    ElasticLoadBalancingV2Client::describeLoadBalancers)
            .operation(
                    "DescribeTargetGroups",
                    DescribeTargetGroupsRequest::builder,
                    ElasticLoadBalancingV2Client::describeTargetGroups)
            .operation(
                    "DescribeTargetHealth",
                    DescribeTargetHealthRequest::builder,
                    ElasticLoadBalancingV2Client::describeTargetHealth);

    private Elbv2Api() {}
}
