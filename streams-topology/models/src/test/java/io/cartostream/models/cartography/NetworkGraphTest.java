package io.cartostream.models.cartography;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.fact.PayloadException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                .containsExactly("(AWSLoadBalancerV2|web.eu)-[EXPOSE"
                        + " {target_group_arn=\"arn:t\"}]->(AWSEC2PrivateIp|eni-3:10.0.0.5)");
    }

    @Test
    void shouldExposeAnAddressOfTheSameAccountWhenTheVpcIsUnknown() throws PayloadException {
        addInterface(RED, "vpc-1", "eni-1");
        addInterface(BLUE, "vpc-3", "eni-3");
        addTarget("");
        assertThat(relationships("EXPOSE"))
                .containsExactly("(AWSLoadBalancerV2|web.eu)-[EXPOSE"
                        + " {target_group_arn=\"arn:t\"}]->(AWSEC2PrivateIp|eni-1:10.0.0.5)");
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
                .containsExactly("(AWSAutoScalingGroup|arn:group)-[HAS_LAUNCH_CONFIG]->(AWSLaunchConfiguration|arn:lc:"
                        + BLUE + ")");
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

    private List<String> values(String label, String... properties) {
        return graph.nodes().values().stream()
                .filter(node -> node.label().equals(label))
                .map(node -> Arrays.stream(properties)
                        .map(property -> String.valueOf(node.properties().get(property)))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void shouldKeepOneRouteForEachPrefixList() throws PayloadException {
        add(RED, "ec2.route-table", """
                {'RouteTableId': 'rtb-1', 'Routes': [
                  {'DestinationCidrBlock': '10.0.0.0/16', 'GatewayId': 'local', 'State': 'active'},
                  {'DestinationPrefixListId': 'pl-1', 'TransitGatewayId': 'tgw-1', 'State': 'active'},
                  {'DestinationPrefixListId': 'pl-2', 'TransitGatewayId': 'tgw-1', 'State': 'blackhole'},
                  {'DestinationPrefixListId': 'pl-3', 'GatewayId': 'vpce-1', 'State': 'active'}]}
                """);
        assertThat(values("AWSEC2Route", "destination_prefix_list_id", "target", "state"))
                .containsExactly(
                        "null \"10.0.0.0/16\" \"active\"",
                        "\"pl-1\" \"tgw-1\" \"active\"",
                        "\"pl-2\" \"tgw-1\" \"blackhole\"",
                        "\"pl-3\" \"vpce-1\" \"active\"");
        assertThat(relationships("ROUTE]")).hasSize(4);
    }

    @Test
    void shouldShowTheActiveRouteBesideABlackholeWithItsDestination() throws PayloadException {
        add(RED, "ec2.route-table", """
                {'RouteTableId': 'rtb-1', 'Routes': [
                  {'DestinationCidrBlock': '10.0.0.0/8', 'GatewayId': 'vgw-9', 'State': 'blackhole'},
                  {'DestinationCidrBlock': '10.0.0.0/8', 'NatGatewayId': 'nat-1', 'State': 'active'}]}
                """);
        assertThat(values("AWSEC2Route", "state", "nat_gateway_id", "gateway_id"))
                .containsExactly("\"active\" \"nat-1\" null");
    }

    @Test
    void shouldShowTheLiveAssociationOfABlock() throws PayloadException {
        add(RED, "ec2.vpc", """
                {'VpcId': 'vpc-1', 'CidrBlockAssociationSet': [
                  {'AssociationId': 'a-2', 'CidrBlock': '10.0.0.0/16', 'CidrBlockState': {'State': 'disassociated'}},
                  {'AssociationId': 'a-1', 'CidrBlock': '10.0.0.0/16', 'CidrBlockState': {'State': 'associated'}}]}
                """);
        assertThat(values("AWSCidrBlock", "association_id", "block_state")).containsExactly("\"a-1\" \"associated\"");
    }

    @Test
    void shouldShowTheActiveRouteOfATransitGatewayBesideADeletedOne() throws PayloadException {
        add(RED, "ec2.transit-gateway-routes", """
                {'_parent': {'TransitGatewayRouteTableId': 'rt-1'}, 'Routes': [
                  {'DestinationCidrBlock': '10.0.0.0/8', 'State': 'deleted', 'Type': 'static'},
                  {'DestinationCidrBlock': '10.0.0.0/8', 'State': 'active', 'Type': 'propagated'},
                  {'DestinationCidrBlock': '10.1.0.0/16', 'State': 'pending', 'Type': 'static'}]}
                """);
        assertThat(values("AWSTransitGatewayRoute", "destination_cidr_block", "state", "origin"))
                .containsExactly("\"10.0.0.0/8\" \"active\" \"propagated\"", "\"10.1.0.0/16\" \"pending\" \"static\"");
    }

    @Test
    void shouldKeepRulesOfBothAddressFamiliesWithOneNumber() throws PayloadException {
        add(RED, "ec2.network-acl", """
                {'NetworkAclId': 'acl-1', 'Entries': [
                  {'Egress': false, 'RuleNumber': 100, 'CidrBlock': '0.0.0.0/0', 'RuleAction': 'allow'},
                  {'Egress': false, 'RuleNumber': 100, 'Ipv6CidrBlock': '::/0', 'RuleAction': 'deny'},
                  {'Egress': true, 'RuleNumber': 100, 'Ipv6CidrBlock': '::/0', 'RuleAction': 'deny'}]}
                """);
        assertThat(values("AWSEC2NetworkAclRule", "id", "cidrblock", "ruleaction"))
                .containsExactly(
                        "\"acl-1/egress/100\" null \"deny\"",
                        "\"acl-1/inbound/100\" \"0.0.0.0/0\" \"allow\"",
                        "\"acl-1/inbound/100/ipv6\" null \"deny\"");
    }

    @Test
    void shouldKeepPortRangesWithEqualDigitsApart() throws PayloadException {
        add(RED, "ec2.security-group", """
                {'GroupId': 'sg-1', 'IpPermissions': [
                  {'IpProtocol': 'tcp', 'FromPort': 11, 'ToPort': 22, 'IpRanges': [{'CidrIp': '10.0.0.0/8'}]},
                  {'IpProtocol': 'tcp', 'FromPort': 1, 'ToPort': 122, 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}]}
                """);
        assertThat(relationships("MEMBER_OF_IP_RULE"))
                .containsExactly(
                        "(AWSIpRange|0.0.0.0/0)-[MEMBER_OF_IP_RULE]->(AWSIpPermissionInbound|sg-1/IpPermissions/1..122tcp)",
                        "(AWSIpRange|10.0.0.0/8)-[MEMBER_OF_IP_RULE]->(AWSIpPermissionInbound|sg-1/IpPermissions/1122tcp)");
    }

    @Test
    void shouldKeepAPrivateIpv6AddressOfTwoInterfacesApart() throws PayloadException {
        for (String id : List.of("1", "2")) {
            add(RED, "ec2.instance", """
                    {'InstanceId': 'i-%s', 'NetworkInterfaces': [{'NetworkInterfaceId': 'eni-%s',
                     'Ipv6Addresses': [{'Ipv6Address': 'fd00::1'}, {'Ipv6Address': '2001:db8::%s'}]}]}
                    """.formatted(id, id, id));
        }
        assertThat(values("AWSEC2Ipv6Address", "id"))
                .containsExactly("\"2001:db8::1\"", "\"2001:db8::2\"", "\"eni-1:fd00::1\"", "\"eni-2:fd00::1\"");
    }

    @Test
    void shouldKeepAllTagsOfAnInstanceApart() throws PayloadException {
        add(RED, "ec2.instance", "{'InstanceId': 'i-1'}");
        String tags = IntStream.range(0, 46)
                .mapToObj(number -> "{'Key': 'k" + number + "', 'Value': ''}, ")
                .collect(Collectors.joining());
        add(RED, "resourcegroupstaggingapi.resource", """
                {'ResourceARN': 'arn:aws:ec2:eu-west-1:ACCOUNT:instance/i-1', 'Tags': [
                  %s {'Key': 'a:b', 'Value': 'c'}, {'Key': 'a', 'Value': 'b:c'},
                  {'Key': '\u00c9quipe \ud83d\ude80', 'Value': 'o\\u0027brien \\u0022q\\u0022 \\\\'},
                  {'Key': 'nul', 'Value': 'a\\u0000b'}]}
                """.formatted(tags));
        assertThat(relationships("TAGGED")).hasSize(50);
        assertThat(values("AWSTag", "key", "value"))
                .contains(
                        "\"k0\" \"\"",
                        "\"a:b\" \"c\"",
                        "\"a\" \"b:c\"",
                        "\"\u00c9quipe \ud83d\ude80\" \"o'brien \"q\" \\\"",
                        "\"nul\" \"a\u0000b\"");
    }

    @Test
    void shouldTagAnAutoScalingGroupFromItsOwnAnswer() throws PayloadException {
        add(RED, "autoscaling.auto-scaling-group", """
                {'AutoScalingGroupARN': 'arn:group', 'Tags': [{'Key': 'team', 'Value': 'web', 'PropagateAtLaunch': true}]}
                """);
        assertThat(relationships("TAGGED"))
                .containsExactly("(AWSAutoScalingGroup|arn:group)-[TAGGED]->(AWSTag|team:web)");
    }

    @Test
    void shouldKnowAGatewayBalancerByItsArn() throws PayloadException {
        String arn = "arn:aws:elasticloadbalancing:eu-west-1:" + RED + ":loadbalancer/gwy/inspect/1";
        String parent =
                "'_parent': {'LoadBalancerArn': '" + arn + "', 'TargetGroupArn': 'arn:t', 'TargetType': 'instance'}";
        add(RED, "ec2.instance", "{'InstanceId': 'i-1'}");
        add(RED, "elbv2.load-balancer", "{'LoadBalancerArn': '" + arn + "', 'Type': 'gateway'}");
        add(RED, "elbv2.listeners", "{'Listeners': [{'ListenerArn': 'arn:l'}], " + parent + "}");
        add(RED, "elbv2.target-groups", "{'TargetGroups': [{'TargetGroupArn': 'arn:t'}], " + parent + "}");
        add(RED, "elbv2.target-health", "{'TargetHealthDescriptions': [{'Target': {'Id': 'i-1'}}], " + parent + "}");
        add(RED, "resourcegroupstaggingapi.resource", """
                {'ResourceARN': '%s', 'Tags': [{'Key': 'team', 'Value': 'net'}]}
                """.formatted(arn));
        String balancer = "(AWSLoadBalancerV2|" + arn + ")-[";
        assertThat(graph.relationships())
                .contains(
                        balancer + "ELBV2_LISTENER]->(AWSELBV2Listener|arn:l)",
                        balancer + "ELBV2_TARGET_GROUP]->(AWSELBV2TargetGroup|arn:t)",
                        balancer + "EXPOSE {target_group_arn=\"arn:t\"}]->(AWSEC2Instance|i-1)",
                        balancer + "TAGGED]->(AWSTag|team:net)");
    }

    @Test
    void shouldKnowAnAddressByTheFirstAddressThatItHas() throws PayloadException {
        add(RED, "ec2.elastic-ip", "{'PublicIp': '198.51.100.1', 'Domain': 'standard'}");
        add(RED, "ec2.elastic-ip", "{'CarrierIp': '203.0.113.1', 'AllocationId': 'eipalloc-1'}");
        assertThat(values("AWSElasticIPAddress", "id")).containsExactly("\"198.51.100.1\"", "\"203.0.113.1\"");
    }

    @Test
    void shouldNotTakeAnAbsentListForAnEmptyOne() throws PayloadException {
        add(RED, "ec2.route-table", "{'RouteTableId': 'rtb-1'}");
        add(RED, "ec2.route-table", "{'RouteTableId': 'rtb-2', 'Associations': []}");
        add(RED, "ec2.route-table", "{'RouteTableId': 'rtb-3', 'Associations': [{'Main': false}, {'Main': true}]}");
        add(RED, "ec2.snapshot-permissions", "{'_parent': {'SnapshotId': 'snap-1'}}");
        add(RED, "ec2.snapshot-permissions", "{'_parent': {'SnapshotId': 'snap-2'}, 'CreateVolumePermissions': []}");
        assertThat(values("AWSEC2RouteTable", "main")).containsExactly("null", "false", "true");
        assertThat(values("AWSEBSSnapshot", "ispublic")).containsExactly("null", "false");
    }

    @Test
    void shouldExposeTargetsWhenTheKindOfTheirGroupIsUnknown() throws PayloadException {
        addInterface(RED, "vpc-1", "eni-1");
        add(RED, "ec2.instance", "{'InstanceId': 'i-1'}");
        add(RED, "elbv2.load-balancer", "{'DNSName': 'inner.eu', 'LoadBalancerArn': 'arn:x:loadbalancer/app/inner/1'}");
        add(RED, "elbv2.load-balancer", "{'DNSName': 'web.eu', 'LoadBalancerArn': 'arn:web'}");
        add(RED, "elbv2.target-health", """
                {'_parent': {'DNSName': 'web.eu', 'VpcId': 'vpc-1'}, 'TargetHealthDescriptions': [
                  {'Target': {'Id': '10.0.0.5'}}, {'Target': {'Id': 'i-1'}},
                  {'Target': {'Id': 'arn:x:loadbalancer/app/inner/1'}}]}
                """);
        assertThat(relationships("EXPOSE"))
                .containsExactly(
                        "(AWSLoadBalancerV2|web.eu)-[EXPOSE]->(AWSEC2Instance|i-1)",
                        "(AWSLoadBalancerV2|web.eu)-[EXPOSE]->(AWSEC2PrivateIp|eni-1:10.0.0.5)",
                        "(AWSLoadBalancerV2|web.eu)-[EXPOSE]->(AWSLoadBalancerV2|inner.eu)");
    }
}
