package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.aws.FakeAws.Answer;
import org.junit.jupiter.api.Test;

/** The services whose SDK modules are older than the SDK's core, and a detail of a detail's elements. */
final class BalancerReadTest {

    private static final String BALANCERS = "<DescribeLoadBalancersResponse><DescribeLoadBalancersResult>%s"
            + "</DescribeLoadBalancersResult></DescribeLoadBalancersResponse>";

    @Test
    void shouldReadTheTargetsOfEachTargetGroupOfEachBalancer() throws Exception {
        try (FakeAws aws = new FakeAws()) {
            aws.on(
                    "DescribeLoadBalancers",
                    request -> Answer.ok(BALANCERS.formatted("<LoadBalancers><member><LoadBalancerArn>arn:lb"
                            + "</LoadBalancerArn><DNSName>web.example</DNSName></member></LoadBalancers>")));
            aws.on(
                    "DescribeTargetGroups",
                    request ->
                            Answer.ok("<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member>"
                                    + "<TargetGroupArn>arn:of-" + request.get("LoadBalancerArn") + "</TargetGroupArn>"
                                    + "<Port>80</Port><Protocol>HTTP</Protocol><TargetType>instance</TargetType></member>"
                                    + "</TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>"));
            aws.on(
                    "DescribeTargetHealth",
                    request -> Answer.ok(
                            "<DescribeTargetHealthResponse><DescribeTargetHealthResult>"
                                    + "<TargetHealthDescriptions><member><Target><Id>i-1</Id><Port>8080</Port></Target></member>"
                                    + "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>"));

            RecordingSink sink = read(aws, "elbv2.target-health");

            assertThat(sink.ids()).containsExactly("arn:of-arn:lb");
            assertThat(sink.items().get(0).payload())
                    .hasToString("{\"TargetHealthDescriptions\":[{\"Target\":{\"Id\":\"i-1\",\"Port\":8080}}],"
                            + "\"_parent\":{\"TargetGroupArn\":\"arn:of-arn:lb\",\"LoadBalancerArn\":\"arn:lb\",\"DNSName\":\"web.example\",\"Port\":80,"
                            + "\"Protocol\":\"HTTP\",\"TargetType\":\"instance\"}}");
        }
    }

    @Test
    void shouldReadClassicBalancers() throws Exception {
        try (FakeAws aws = new FakeAws()) {
            aws.on(
                    "DescribeLoadBalancers",
                    request -> Answer.ok(BALANCERS.formatted("<LoadBalancerDescriptions><member><LoadBalancerName>shop"
                            + "</LoadBalancerName><CreatedTime>2026-02-03T04:05:06.120Z</CreatedTime></member>"
                            + "</LoadBalancerDescriptions>")));

            assertThat(read(aws, "elb.load-balancer").items().get(0).payload())
                    .hasToString(
                            "{\"LoadBalancerName\":\"shop\",\"CreatedTime\":\"2026-02-03T04:05:06.120000+00:00\"}");
        }
    }

    @Test
    void shouldReadLaunchConfigurations() throws Exception {
        try (FakeAws aws = new FakeAws()) {
            aws.on(
                    "DescribeLaunchConfigurations",
                    request -> Answer.ok("<DescribeLaunchConfigurationsResponse><DescribeLaunchConfigurationsResult>"
                            + "<LaunchConfigurations><member><LaunchConfigurationARN>arn:lc</LaunchConfigurationARN>"
                            + "</member></LaunchConfigurations></DescribeLaunchConfigurationsResult>"
                            + "</DescribeLaunchConfigurationsResponse>"));

            assertThat(read(aws, "autoscaling.launch-configuration")
                            .items()
                            .get(0)
                            .payload())
                    .hasToString("{\"LaunchConfigurationARN\":\"arn:lc\"}");
        }
    }

    private static RecordingSink read(FakeAws aws, String type) throws Exception {
        RecordingSink sink = new RecordingSink();
        aws.read(type, "eu-west-1", sink);
        return sink;
    }
}
