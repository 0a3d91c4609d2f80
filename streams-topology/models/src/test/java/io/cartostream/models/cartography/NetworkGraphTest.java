package io.cartostream.models.cartography;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.fact.PayloadException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resources of several answers, accounts and networks are related where they belong together, and nowhere else. */
final class NetworkGraphTest {
    private static final String RED = "111111111111";
    private static final String BLUE = "222222222222";

    private final ModelSet models;
    private final CaseGraph graph = new CaseGraph();

    NetworkGraphTest() throws ModelException {
        models = ModelSet.load(null, true);
    }

    private void add(String account, String type, String payload) throws PayloadException {
        add(account, "eu-west-1", type, payload);
    }

    private void add(String account, String region, String type, String payload) throws PayloadException {
        String json = payload.replace('\'', '"').replace("ACCOUNT", account);
        graph.add(models.factsOf(new Scope("aws", account, region, type), "item", json));
    }

    private List<String> relationships(String type) {
        return graph.relationships().stream()
                .filter(relationship -> relationship.contains("-[" + type))
                .toList();
    }

    @Test
    void shouldTagTheClassicBalancerOfTheSameAccountAndRegionOnly() throws PayloadException {
        add(RED, "elb.load-balancer", "{'LoadBalancerName': 'web', 'DNSName': 'web-1.eu'}");
        add(BLUE, "elb.load-balancer", "{'LoadBalancerName': 'web', 'DNSName': 'web-2.eu'}");
        add(RED, "us-east-1", "elb.load-balancer", "{'LoadBalancerName': 'web', 'DNSName': 'web-3.us'}");
        for (String account : List.of(RED, BLUE)) {
            add(account, "resourcegroupstaggingapi.resource", """
                    {'ResourceARN': 'arn:aws:elasticloadbalancing:eu-west-1:ACCOUNT:loadbalancer/web',
                     'Tags': [{'Key': 'owner', 'Value': 'ACCOUNT'}]}
                    """);
        }
        assertThat(relationships("TAGGED"))
                .containsExactly(
                        "(AWSLoadBalancer|web-1.eu)-[TAGGED]->(AWSTag|owner:" + RED + ")",
                        "(AWSLoadBalancer|web-2.eu)-[TAGGED]->(AWSTag|owner:" + BLUE + ")");
    }

    private void addInterface(String account, String vpc, String id) throws PayloadException {
        add(account, "ec2.network-interface", """
                {'NetworkInterfaceId': '%s', 'VpcId': '%s', 'OwnerId': 'ACCOUNT',
                 'PrivateIpAddresses': [{'PrivateIpAddress': '10.0.0.5', 'Primary': true}]}
                """.formatted(id, vpc));
    }

    private void addTarget(String parent) throws PayloadException {
        add(RED, "elbv2.load-balancer", "{'DNSName': 'web.eu', 'LoadBalancerArn': 'arn:web'}");
        add(RED, "elbv2.target-health", """
                {'TargetHealthDescriptions': [{'Target': {'Id': '10.0.0.5', 'Port': 80}}],
                 '_parent': {'DNSName': 'web.eu', 'TargetGroupArn': 'arn:t', 'TargetType': 'ip' %s}}
                """.formatted(parent));
    }

    @Test
    void shouldExposeAnAddressInTheVpcOfItsTargetGroupOnly() throws PayloadException {
        addInterface(RED, "vpc-1", "eni-1");
        addInterface(RED, "vpc-2", "eni-2");
        addInterface(BLUE, "vpc-3", "eni-3");
        addTarget(", 'VpcId': 'vpc-3'");
        assertThat(relationships("EXPOSE"))
                .containsExactly(
                        "(AWSLoadBalancerV2|web.eu)-[EXPOSE {target_group_arn=\"arn:t\"}]->(AWSEC2PrivateIp|eni-3:10.0.0.5)");
    }

    @Test
    void shouldExposeAnAddressOfTheSameAccountWhenTheVpcIsUnknown() throws PayloadException {
        addInterface(RED, "vpc-1", "eni-1");
        addInterface(BLUE, "vpc-3", "eni-3");
        addTarget("");
        assertThat(relationships("EXPOSE"))
                .containsExactly(
                        "(AWSLoadBalancerV2|web.eu)-[EXPOSE {target_group_arn=\"arn:t\"}]->(AWSEC2PrivateIp|eni-1:10.0.0.5)");
    }

    @Test
    void shouldRelateAGroupToTheLaunchConfigurationOfItsAccountOnly() throws PayloadException {
        for (String account : List.of(RED, BLUE)) {
            add(account, "autoscaling.launch-configuration", """
                    {'LaunchConfigurationARN': 'arn:lc:ACCOUNT', 'LaunchConfigurationName': 'nodes'}
                    """);
        }
        add(BLUE, "autoscaling.auto-scaling-group", """
                {'AutoScalingGroupARN': 'arn:group', 'LaunchConfigurationName': 'nodes'}
                """);
        assertThat(relationships("HAS_LAUNCH_CONFIG"))
                .containsExactly("(AWSAutoScalingGroup|arn:group)-[HAS_LAUNCH_CONFIG]->(AWSLaunchConfiguration|arn:lc:" + BLUE
                        + ")");
    }

    @Test
    void shouldRelateABalancerToTheSourceGroupOfItsVpcOnly() throws PayloadException {
        add(RED, "ec2.security-group", "{'GroupId': 'sg-1', 'GroupName': 'default', 'VpcId': 'vpc-1'}");
        add(RED, "ec2.security-group", "{'GroupId': 'sg-2', 'GroupName': 'default', 'VpcId': 'vpc-2'}");
        add(RED, "elb.load-balancer", """
                {'LoadBalancerName': 'web', 'DNSName': 'web-1.eu', 'VPCId': 'vpc-2',
                 'SourceSecurityGroup': {'GroupName': 'default', 'OwnerAlias': 'ACCOUNT'}}
                """);
        assertThat(relationships("SOURCE_SECURITY_GROUP"))
                .containsExactly("(AWSLoadBalancer|web-1.eu)-[SOURCE_SECURITY_GROUP]->(AWSEC2SecurityGroup|sg-2)");
    }

    @Test
    void shouldRelateAnInterfaceToTheBalancerThatItsDescriptionNames() throws PayloadException {
        String end = "arn:aws:elasticloadbalancing:eu-west-1:ACCOUNT:loadbalancer/app/web/1";
        for (String account : List.of(RED, BLUE)) {
            add(account, "elb.load-balancer", "{'LoadBalancerName': 'old', 'DNSName': 'old.ACCOUNT'}");
            add(account, "elbv2.load-balancer", "{'DNSName': 'new.ACCOUNT', 'LoadBalancerArn': '" + end + "'}");
        }
        add(RED, "ec2.network-interface", "{'NetworkInterfaceId': 'eni-1', 'Description': 'ELB app/web/1'}");
        add(RED, "ec2.network-interface", "{'NetworkInterfaceId': 'eni-2', 'Description': 'ELB old'}");
        assertThat(relationships("NETWORK_INTERFACE"))
                .containsExactly(
                        "(AWSLoadBalancerV2|new." + RED + ")-[NETWORK_INTERFACE]->(AWSNetworkInterface|eni-1)",
                        "(AWSLoadBalancer|old." + RED + ")-[NETWORK_INTERFACE]->(AWSNetworkInterface|eni-2)");
    }
}
