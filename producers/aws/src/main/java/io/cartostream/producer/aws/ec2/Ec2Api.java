package io.cartostream.producer.aws.ec2;

import io.cartostream.producer.aws.AwsApi;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeReservedInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayVpcAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.GetTransitGatewayRouteTableAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.GetTransitGatewayRouteTablePropagationsRequest;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesRequest;

/** What is called of EC2. */
public final class Ec2Api {

    /** One line per operation. */
    public static final AwsApi<Ec2Client> API = AwsApi.of("ec2", Ec2Client::builder)
            .operation("DescribeAddresses", DescribeAddressesRequest::builder, Ec2Client::describeAddresses)
            .operation("DescribeImages", DescribeImagesRequest::builder, Ec2Client::describeImages)
            .operation("DescribeInstances", DescribeInstancesRequest::builder, Ec2Client::describeInstances)
            .operation(
                    "DescribeInternetGateways",
                    DescribeInternetGatewaysRequest::builder,
                    Ec2Client::describeInternetGateways)
            .operation("DescribeKeyPairs", DescribeKeyPairsRequest::builder, Ec2Client::describeKeyPairs)
            .operation(
                    "DescribeLaunchTemplateVersions",
                    DescribeLaunchTemplateVersionsRequest::builder,
                    Ec2Client::describeLaunchTemplateVersions)
            .operation(
                    "DescribeLaunchTemplates",
                    DescribeLaunchTemplatesRequest::builder,
                    Ec2Client::describeLaunchTemplates)
            .operation("DescribeNetworkAcls", DescribeNetworkAclsRequest::builder, Ec2Client::describeNetworkAcls)
            .operation(
                    "DescribeNetworkInterfaces",
                    DescribeNetworkInterfacesRequest::builder,
                    Ec2Client::describeNetworkInterfaces)
            .operation(
                    "DescribeReservedInstances",
                    DescribeReservedInstancesRequest::builder,
                    Ec2Client::describeReservedInstances)
            .operation("DescribeRouteTables", DescribeRouteTablesRequest::builder, Ec2Client::describeRouteTables)
            .operation(
                    "DescribeSecurityGroups", DescribeSecurityGroupsRequest::builder, Ec2Client::describeSecurityGroups)
            .operation(
                    "DescribeSnapshotAttribute",
                    DescribeSnapshotAttributeRequest::builder,
                    Ec2Client::describeSnapshotAttribute)
            .operation("DescribeSnapshots", DescribeSnapshotsRequest::builder, Ec2Client::describeSnapshots)
            .operation("DescribeSubnets", DescribeSubnetsRequest::builder, Ec2Client::describeSubnets)
            .operation(
                    "DescribeTransitGatewayAttachments",
                    DescribeTransitGatewayAttachmentsRequest::builder,
                    Ec2Client::describeTransitGatewayAttachments)
            .operation(
                    "DescribeTransitGatewayRouteTables",
                    DescribeTransitGatewayRouteTablesRequest::builder,
                    Ec2Client::describeTransitGatewayRouteTables)
            .operation(
                    "DescribeTransitGatewayVpcAttachments",
                    DescribeTransitGatewayVpcAttachmentsRequest::builder,
                    Ec2Client::describeTransitGatewayVpcAttachments)
            .operation(
                    "DescribeTransitGateways",
                    DescribeTransitGatewaysRequest::builder,
                    Ec2Client::describeTransitGateways)
            .operation("DescribeVolumes", DescribeVolumesRequest::builder, Ec2Client::describeVolumes)
            .operation("DescribeVpcEndpoints", DescribeVpcEndpointsRequest::builder, Ec2Client::describeVpcEndpoints)
            .operation(
                    "DescribeVpcPeeringConnections",
                    DescribeVpcPeeringConnectionsRequest::builder,
                    Ec2Client::describeVpcPeeringConnections)
            .operation("DescribeVpcs", DescribeVpcsRequest::builder, Ec2Client::describeVpcs)
            .operation(
                    "GetTransitGatewayRouteTableAssociations",
                    GetTransitGatewayRouteTableAssociationsRequest::builder,
                    Ec2Client::getTransitGatewayRouteTableAssociations)
            .operation(
                    "GetTransitGatewayRouteTablePropagations",
                    GetTransitGatewayRouteTablePropagationsRequest::builder,
                    Ec2Client::getTransitGatewayRouteTablePropagations)
            .operation(
                    "SearchTransitGatewayRoutes",
                    SearchTransitGatewayRoutesRequest::builder,
                    Ec2Client::searchTransitGatewayRoutes);

    private Ec2Api() {}
}
