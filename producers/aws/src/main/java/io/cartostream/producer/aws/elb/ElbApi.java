package io.cartostream.producer.aws.elb;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersRequest;

/** What is called of Elastic Load Balancing, for classic load balancers. */
public final class ElbApi {

    /** One line per operation. */
    public static final AwsApi<ElasticLoadBalancingClient> API = AwsApi.of("elb", ElasticLoadBalancingClient::builder)
            .operation(
                    "DescribeLoadBalancers",
                    DescribeLoadBalancersRequest::builder,
                    ElasticLoadBalancingClient::describeLoadBalancers);

    private ElbApi() {}
}
