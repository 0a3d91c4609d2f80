package io.cartostream.local.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What connects the networks of one account in one region: addresses, access lists, endpoints, the peering of shop and analytics,
 * and the network account's transit gateway, to which the main network of each account is attached.
 */
final class Edges {

    private static final String EC2 = "ec2";

    private final long seed;
    private final String account;
    private final String region;
    private final Dice dice;
    private final String main;

    final List<Answer> answers = new ArrayList<>();

    Edges(long seed, String account, String region, Network network, Machines machines) {
        this.seed = seed;
        this.account = account;
        this.region = region;
        this.dice = new Dice(seed, "edges/" + account + "/" + region);
        this.main = Estate.mainVpc(seed, account, region);
        addresses(machines);
        accessList(network);
        endpoints(network);
        if (!account.equals(Estate.NETWORK)) {
            peering();
        }
        transitGateway();
    }

    private void addresses(Machines machines) {
        String instance =
                machines.reservations.get(0).at("/Instances/0/InstanceId").asText();
        List<ObjectNode> addresses = new ArrayList<>();
        int zone = 3 * Estate.ACCOUNTS.indexOf(account) + Estate.REGIONS.indexOf(region);
        addresses.add(Json.read("""
                {"AllocationId": "<id>", "PublicIp": "192.0.2.<host>", "Domain": "vpc", "PublicIpv4Pool": "amazon",
                 "NetworkBorderGroup": "<region>"}
                """, "id", dice.id("eipalloc"), "host", Integer.toString(10 + zone), "region", region));
        addresses.add(Json.read(
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
        answers.add(Answer.listing(EC2, "DescribeAddresses", "Addresses", addresses));
    }

    private void accessList(Network network) {
        String id = dice.id("acl");
        List<ObjectNode> associations = network.places.stream()
                .filter(place -> place.vpc().equals(main))
                .map(place -> Json.object()
                        .put("NetworkAclAssociationId", dice.id("aclassoc"))
                        .put("NetworkAclId", id)
                        .put("SubnetId", place.subnet()))
                .toList();
        ObjectNode list = Json.read("""
                {"NetworkAclId": "<id>", "VpcId": "<vpc>", "IsDefault": true, "OwnerId": "<account>", "Tags": [], "Entries": [
                 {"RuleNumber": 90, "Protocol": "6", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0",
                  "PortRange": {"From": 3389, "To": 3389}},
                 {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0"},
                 {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": true, "CidrBlock": "0.0.0.0/0"},
                 {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0"},
                 {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": true, "CidrBlock": "0.0.0.0/0"}]}
                """, "id", id, "vpc", main, "account", account);
        list.set("Associations", Json.array(associations));
        answers.add(Answer.listing(EC2, "DescribeNetworkAcls", "NetworkAcls", List.of(list)));
    }

    private void endpoints(Network network) {
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
            "group", Estate.group(seed, account, region, "platform-app")
        };
        answers.add(Answer.listing(
                EC2, "DescribeVpcEndpoints", "VpcEndpoints", List.of(Json.read("""
                                {"VpcEndpointId": "<s3>", "VpcEndpointType": "Gateway", "VpcId": "<vpc>", "OwnerId": "<account>",
                                 "ServiceName": "com.amazonaws.<region>.s3", "ServiceRegion": "<region>", "State": "available",
                                 "PolicyDocument": "<policy>", "RouteTableIds": ["<table>"], "SubnetIds": [], "Groups": [],
                                 "NetworkInterfaceIds": [], "PrivateDnsEnabled": false, "RequesterManaged": false,
                                 "DnsEntries": [], "CreationTimestamp": "<time>", "Tags": []}
                                """, values), Json.read("""
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
        answers.add(Answer.listing(
                EC2,
                "DescribeVpcPeeringConnections",
                "VpcPeeringConnections",
                List.of(Json.read(
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
                        Estate.peering(seed, region),
                        "region",
                        region,
                        "shop",
                        Integer.toString(Estate.octet(Estate.SHOP, region)),
                        "data",
                        Integer.toString(Estate.octet(Estate.ANALYTICS, region)),
                        "shop-account",
                        Estate.SHOP,
                        "data-account",
                        Estate.ANALYTICS,
                        "shop-vpc",
                        Estate.mainVpc(seed, Estate.SHOP, region),
                        "data-vpc",
                        Estate.mainVpc(seed, Estate.ANALYTICS, region)))));
    }

    private String attachment(String of) {
        return Estate.agreedId(seed, "tgw-attach", "attachment/" + of + "/" + region);
    }

    private void transitGateway() {
        String gateway = Estate.agreedId(seed, "tgw", "gateway/" + region);
        String table = Estate.agreedId(seed, "tgw-rtb", "gateway/" + region);
        boolean owner = account.equals(Estate.NETWORK);
        List<ObjectNode> attachments = new ArrayList<>();
        List<ObjectNode> vpcAttachments = new ArrayList<>();
        List<ObjectNode> associations = new ArrayList<>();
        List<ObjectNode> propagations = new ArrayList<>();
        List<ObjectNode> routes = new ArrayList<>();
        for (String of : owner ? Estate.ACCOUNTS : List.of(account)) {
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
                Estate.NETWORK,
                "vpc",
                Estate.mainVpc(seed, of, region),
                "subnet",
                Estate.agreedId(seed, "subnet", "attached/" + of + "/" + region),
                "octet",
                Integer.toString(Estate.octet(of, region)),
                "time",
                "2025-03-02T09:00:00+00:00"
            };
            attachments.add(Json.read("""
                    {"TransitGatewayAttachmentId": "<attachment>", "TransitGatewayId": "<gateway>",
                     "TransitGatewayOwnerId": "<owner>", "ResourceOwnerId": "<of>", "ResourceType": "vpc", "ResourceId": "<vpc>",
                     "State": "available", "Association": {"TransitGatewayRouteTableId": "<table>", "State": "associated"},
                     "CreationTime": "<time>", "Tags": []}
                    """, values));
            vpcAttachments.add(Json.read("""
                    {"TransitGatewayAttachmentId": "<attachment>", "TransitGatewayId": "<gateway>", "VpcId": "<vpc>",
                     "VpcOwnerId": "<of>", "State": "available", "SubnetIds": ["<subnet>"], "CreationTime": "<time>",
                     "Options": {"DnsSupport": "enable", "Ipv6Support": "disable", "ApplianceModeSupport": "disable"}, "Tags": []}
                    """, values));
            associations.add(Json.read("""
                    {"TransitGatewayAttachmentId": "<attachment>", "ResourceId": "<vpc>", "ResourceType": "vpc", "State": "associated"}
                    """, values));
            propagations.add(Json.read("""
                    {"TransitGatewayAttachmentId": "<attachment>", "ResourceId": "<vpc>", "ResourceType": "vpc", "State": "enabled"}
                    """, values));
            routes.add(Json.read("""
                    {"DestinationCidrBlock": "10.<octet>.0.0/16", "Type": "propagated", "State": "active",
                     "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "<attachment>", "ResourceId": "<vpc>",
                      "ResourceType": "vpc"}]}
                    """, values));
        }
        gateway(gateway);
        answers.add(Answer.listing(EC2, "DescribeTransitGatewayAttachments", "TransitGatewayAttachments", attachments));
        answers.add(Answer.listing(
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
        answers.add(Answer.listing(
                EC2,
                "DescribeTransitGateways",
                "TransitGateways",
                List.of(Json.read("""
                        {"TransitGatewayId": "<gateway>", "OwnerId": "<owner>", "State": "available",
                         "TransitGatewayArn": "arn:aws:ec2:<region>:<owner>:transit-gateway/<gateway>",
                         "Description": "between the networks", "CreationTime": "2025-03-02T08:00:00+00:00", "Tags": [],
                         "Options": {"AmazonSideAsn": 64512, "DnsSupport": "enable"}}
                        """, "gateway", gateway, "region", region, "owner", Estate.NETWORK))));
    }

    private void table(String gateway, String table) {
        answers.add(Answer.listing(
                EC2,
                "DescribeTransitGatewayRouteTables",
                "TransitGatewayRouteTables",
                List.of(Json.read("""
                        {"TransitGatewayRouteTableId": "<table>", "TransitGatewayId": "<gateway>", "State": "available",
                         "DefaultAssociationRouteTable": true, "DefaultPropagationRouteTable": true,
                         "CreationTime": "2025-03-02T08:00:00+00:00", "Tags": []}
                        """, "gateway", gateway, "table", table))));
    }

    private void routeTable(String operation, String field, List<ObjectNode> items, String table, String gateway) {
        ObjectNode body = Json.object();
        body.set(field, Json.array(items));
        answers.add(
                Answer.detail(EC2, operation, body, "TransitGatewayRouteTableId", table, "TransitGatewayId", gateway));
    }
}
