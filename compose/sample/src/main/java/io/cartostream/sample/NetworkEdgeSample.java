package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections between the networks of one account in one region: addresses, access lists, endpoints, the peering of shop and analytics,
 * and the network account's transit gateway, to which the main network of each account is attached.
 */
final class NetworkEdgeSample {

    private static final String EC2 = "ec2";

    private final long seed;
    private final String account;
    private final String region;
    private final SeededRandom dice;
    private final String main;

    final List<RecordedAnswer> answers = new ArrayList<>();

    NetworkEdgeSample(long seed, String account, String region, NetworkSample network, InstanceSample machines) {
        this.seed = seed;
        this.account = account;
        this.region = region;
        this.dice = new SeededRandom(seed, "edges/" + account + "/" + region);
        this.main = SampleEstate.mainVpc(seed, account, region);
        addresses(machines);
        accessList(network);
        endpoints(network);
        if (!account.equals(SampleEstate.NETWORK)) {
            peering();
        }
        transitGateway();
    }

    private void addresses(InstanceSample machines) {
        String instance =
                machines.reservations.get(0).at("/Instances/0/InstanceId").asText();
        List<ObjectNode> addresses = new ArrayList<>();
        int zone = 3 * SampleEstate.ACCOUNTS.indexOf(account) + SampleEstate.REGIONS.indexOf(region);
        addresses.add(
                SampleJson.read("""
                    {"AllocationId": "<id>", "PublicIp": "192.0.2.<host>", "Domain": "vpc", "PublicIpv4Pool": "amazon",
                     "NetworkBorderGroup": "<region>"}
                    """, "id", dice.id("eipalloc"), "host", Integer.toString(10 + zone), "region", region));
        addresses.add(SampleJson.read(
                """
                {"AllocationId": "<id>", "AssociationId": "<association>", "PublicIp": "192.0.2.<host>", "Domain": "vpc",
                 "InstanceId": "<instance>", "PublicIpv4Pool": "amazon", "NetworkBorderGroup": "<region>"}
                """,
                "id",
                dice.id("eipalloc"),
                "association",
                dice.id("eipassoc"),
                "host",
                Integer.toString(40 + zone),
                "instance",
                instance,
                "region",
                region));
        answers.add(RecordedAnswer.listing(EC2, "DescribeAddresses", "Addresses", addresses));
    }

    private void accessList(NetworkSample network) {
        String id = dice.id("acl");
        List<ObjectNode> associations = network.places.stream()
                .filter(place -> place.vpc().equals(main))
                .map(place -> SampleJson.object()
                        .put("NetworkAclAssociationId", dice.id("aclassoc"))
                        .put("NetworkAclId", id)
                        .put("SubnetId", place.subnet()))
                .toList();
        ObjectNode list = SampleJson.read("""
            {"NetworkAclId": "<id>", "VpcId": "<vpc>", "IsDefault": true, "OwnerId": "<account>", "Tags": [], "Entries": [
             {"RuleNumber": 90, "Protocol": "6", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0",
              "PortRange": {"From": 3389, "To": 3389}},
             {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0"},
             {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": true, "CidrBlock": "0.0.0.0/0"},
             {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0"},
             {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": true, "CidrBlock": "0.0.0.0/0"}]}
            """, "id", id, "vpc", main, "account", account);
        list.set("Associations", SampleJson.array(associations));
        answers.add(RecordedAnswer.listing(EC2, "DescribeNetworkAcls", "NetworkAcls", List.of(list)));
    }

    private void endpoints(NetworkSample network) {
        String subnet = network.places.stream()
                .filter(place -> place.vpc().equals(main) && !place.open())
                .findFirst()
                .orElseThrow()
                .subnet();
        String policy = "{\\\"Statement\\\": [{\\\"Action\\\": \\\"*\\\", \\\"Effect\\\": \\\"Allow\\\","
                + " \\\"Principal\\\": \\\"*\\\", \\\"Resource\\\": \\\"*\\\"}]}";
        String[] values = {
            "region", region,
            "account", account,
            "vpc", main,
            "policy", policy,
            "time", dice.awsTime(),
            "s3", dice.id("vpce"),
            "ssm", dice.id("vpce"),
            "table", network.routeTables.get(1).path("RouteTableId").asText(),
            "subnet", subnet,
            "eni", dice.id("eni"),
            "group", SampleEstate.group(seed, account, region, "platform-app")
        };
        answers.add(RecordedAnswer.listing(
                EC2,
                "DescribeVpcEndpoints",
                "VpcEndpoints",
                List.of(SampleJson.read("""
                    {"VpcEndpointId": "<s3>", "VpcEndpointType": "Gateway", "VpcId": "<vpc>", "OwnerId": "<account>",
                     "ServiceName": "com.amazonaws.<region>.s3", "ServiceRegion": "<region>", "State": "available",
                     "PolicyDocument": "<policy>", "RouteTableIds": ["<table>"], "SubnetIds": [], "Groups": [],
                     "NetworkInterfaceIds": [], "PrivateDnsEnabled": false, "RequesterManaged": false,
                     "DnsEntries": [], "CreationTimestamp": "<time>", "Tags": []}
                    """, values), SampleJson.read("""
                                    {"VpcEndpointId": "<ssm>", "VpcEndpointType": "Interface", "VpcId": "<vpc>", "OwnerId": "<account>",
                                     "ServiceName": "com.amazonaws.<region>.ssm", "ServiceRegion": "<region>", "State": "available",
                                     "PolicyDocument": "<policy>", "RouteTableIds": [], "SubnetIds": ["<subnet>"],
                                     "Groups": [{"GroupId": "<group>", "GroupName": "platform-app"}], "IpAddressType": "ipv4",
                                     "DnsOptions": {"DnsRecordIpType": "ipv4"}, "NetworkInterfaceIds": ["<eni>"],
                                     "PrivateDnsEnabled": true, "RequesterManaged": false,
                                     "DnsEntries": [{"DnsName": "<ssm>.ssm.<region>.vpce.amazonaws.com", "HostedZoneId": "Z0000000000001"}],
                                     "CreationTimestamp": "<time>", "Tags": []}
                                    """, values))));
    }

    private void peering() {
        answers.add(RecordedAnswer.listing(
                EC2,
                "DescribeVpcPeeringConnections",
                "VpcPeeringConnections",
                List.of(SampleJson.read(
                        """
                        {"VpcPeeringConnectionId": "<id>", "Status": {"Code": "active", "Message": "Active"}, "Tags": [],
                         "RequesterVpcInfo": {"CidrBlock": "10.<shop>.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.<shop>.0.0/16"}],
                          "OwnerId": "<shop-account>", "VpcId": "<shop-vpc>", "Region": "<region>",
                          "PeeringOptions": {"AllowDnsResolutionFromRemoteVpc": true,
                           "AllowEgressFromLocalClassicLinkToRemoteVpc": false, "AllowEgressFromLocalVpcToRemoteClassicLink": false}},
                         "AccepterVpcInfo": {"CidrBlock": "10.<data>.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.<data>.0.0/16"}],
                          "OwnerId": "<data-account>", "VpcId": "<data-vpc>", "Region": "<region>",
                          "PeeringOptions": {"AllowDnsResolutionFromRemoteVpc": true,
                           "AllowEgressFromLocalClassicLinkToRemoteVpc": false, "AllowEgressFromLocalVpcToRemoteClassicLink": false}}}
                        """,
                        "id",
                        SampleEstate.peering(seed, region),
                        "region",
                        region,
                        "shop",
                        Integer.toString(SampleEstate.octet(SampleEstate.SHOP, region)),
                        "data",
                        Integer.toString(SampleEstate.octet(SampleEstate.ANALYTICS, region)),
                        "shop-account",
                        SampleEstate.SHOP,
                        "data-account",
                        SampleEstate.ANALYTICS,
                        "shop-vpc",
                        SampleEstate.mainVpc(seed, SampleEstate.SHOP, region),
                        "data-vpc",
                        SampleEstate.mainVpc(seed, SampleEstate.ANALYTICS, region)))));
    }

    private String attachment(String of) {
        return SampleEstate.agreedId(seed, "tgw-attach", "attachment/" + of + "/" + region);
    }

    private void transitGateway() {
        String gateway = SampleEstate.agreedId(seed, "tgw", "gateway/" + region);
        String table = SampleEstate.agreedId(seed, "tgw-rtb", "gateway/" + region);
        boolean owner = account.equals(SampleEstate.NETWORK);
        List<ObjectNode> attachments = new ArrayList<>();
        List<ObjectNode> vpcAttachments = new ArrayList<>();
        List<ObjectNode> associations = new ArrayList<>();
        List<ObjectNode> propagations = new ArrayList<>();
        List<ObjectNode> routes = new ArrayList<>();
        for (String of : owner ? SampleEstate.ACCOUNTS : List.of(account)) {
            String[] values = {
                "gateway",
                gateway,
                "table",
                table,
                "attachment",
                attachment(of),
                "of",
                of,
                "owner",
                SampleEstate.NETWORK,
                "vpc",
                SampleEstate.mainVpc(seed, of, region),
                "subnet",
                SampleEstate.agreedId(seed, "subnet", "attached/" + of + "/" + region),
                "octet",
                Integer.toString(SampleEstate.octet(of, region)),
                "time",
                "2025-03-02T09:00:00+00:00"
            };
            attachments.add(SampleJson.read("""
                {"TransitGatewayAttachmentId": "<attachment>", "TransitGatewayId": "<gateway>",
                 "TransitGatewayOwnerId": "<owner>", "ResourceOwnerId": "<of>", "ResourceType": "vpc", "ResourceId": "<vpc>",
                 "State": "available", "Association": {"TransitGatewayRouteTableId": "<table>", "State": "associated"},
                 "CreationTime": "<time>", "Tags": []}
                """, values));
            vpcAttachments.add(SampleJson.read("""
                {"TransitGatewayAttachmentId": "<attachment>", "TransitGatewayId": "<gateway>", "VpcId": "<vpc>",
                 "VpcOwnerId": "<of>", "State": "available", "SubnetIds": ["<subnet>"], "CreationTime": "<time>",
                 "Options": {"DnsSupport": "enable", "Ipv6Support": "disable", "ApplianceModeSupport": "disable"}, "Tags": []}
                """, values));
            associations.add(SampleJson.read("""
                {"TransitGatewayAttachmentId": "<attachment>", "ResourceId": "<vpc>", "ResourceType": "vpc", "State": "associated"}
                """, values));
            propagations.add(SampleJson.read("""
                {"TransitGatewayAttachmentId": "<attachment>", "ResourceId": "<vpc>", "ResourceType": "vpc", "State": "enabled"}
                """, values));
            routes.add(SampleJson.read("""
                {"DestinationCidrBlock": "10.<octet>.0.0/16", "Type": "propagated", "State": "active",
                 "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "<attachment>", "ResourceId": "<vpc>",
                  "ResourceType": "vpc"}]}
                """, values));
        }
        gateway(gateway);
        answers.add(RecordedAnswer.listing(
                EC2, "DescribeTransitGatewayAttachments", "TransitGatewayAttachments", attachments));
        answers.add(RecordedAnswer.listing(
                EC2, "DescribeTransitGatewayVpcAttachments", "TransitGatewayVpcAttachments", vpcAttachments));
        if (owner) {
            table(gateway, table);
            routeTable("SearchTransitGatewayRoutes", "Routes", routes, table, gateway);
            routeTable("GetTransitGatewayRouteTableAssociations", "Associations", associations, table, gateway);
            routeTable(
                    "GetTransitGatewayRouteTablePropagations",
                    "TransitGatewayRouteTablePropagations",
                    propagations,
                    table,
                    gateway);
        }
    }

    private void gateway(String gateway) {
        answers.add(RecordedAnswer.listing(
                EC2,
                "DescribeTransitGateways",
                "TransitGateways",
                List.of(SampleJson.read("""
                    {"TransitGatewayId": "<gateway>", "OwnerId": "<owner>", "State": "available",
                     "TransitGatewayArn": "arn:aws:ec2:<region>:<owner>:transit-gateway/<gateway>",
                     "Description": "between the networks", "CreationTime": "2025-03-02T08:00:00+00:00", "Tags": [],
                     "Options": {"AmazonSideAsn": 64512, "DnsSupport": "enable"}}
                    """, "gateway", gateway, "region", region, "owner", SampleEstate.NETWORK))));
    }

    private void table(String gateway, String table) {
        answers.add(RecordedAnswer.listing(
                EC2,
                "DescribeTransitGatewayRouteTables",
                "TransitGatewayRouteTables",
                List.of(SampleJson.read("""
                    {"TransitGatewayRouteTableId": "<table>", "TransitGatewayId": "<gateway>", "State": "available",
                     "DefaultAssociationRouteTable": true, "DefaultPropagationRouteTable": true,
                     "CreationTime": "2025-03-02T08:00:00+00:00", "Tags": []}
                    """, "gateway", gateway, "table", table))));
    }

    private void routeTable(String operation, String field, List<ObjectNode> items, String table, String gateway) {
        ObjectNode body = SampleJson.object();
        body.set(field, SampleJson.array(items));
        answers.add(RecordedAnswer.detail(
                EC2, operation, body, "TransitGatewayRouteTableId", table, "TransitGatewayId", gateway));
    }
}
