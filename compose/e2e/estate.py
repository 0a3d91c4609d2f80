"""A small estate in the emulators: two AWS regions in moto, one project in the GCS emulator.

moto draws its ids from a generator that can be seeded, so the same calls give the same ids in every run.
"""
import json
import sys
import time
import urllib.error
import urllib.request

import boto3

REGIONS = ["us-east-1", "eu-west-1"]
PROJECT = "orion-prod"


def post(url, body=b"", method="POST", headers=None):
    request = urllib.request.Request(url, data=body, method=method, headers={"Content-Type": "application/json", **(headers or {})})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def client(service, endpoint, region):
    return boto3.client(
        service, region_name=region, endpoint_url=endpoint, aws_access_key_id="test", aws_secret_access_key="test"
    )


def ec2_client(endpoint, region):
    return client("ec2", endpoint, region)


def await_answer(url, seconds=30):
    """Returns once the address answers, even with an error."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > deadline:
                sys.exit(f"{url} does not answer within {seconds} s")
            time.sleep(0.2)


def tags(kind, **pairs):
    return [{"ResourceType": kind, "Tags": [{"Key": k, "Value": v} for k, v in sorted(pairs.items())]}]


def seed_region(endpoint, region, number):
    ec2 = ec2_client(endpoint, region)
    vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16", TagSpecifications=tags("vpc", Name=f"core-{region}"))["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{number}.{i}.0/24", AvailabilityZone=region + zone)["Subnet"]["SubnetId"]
        for i, zone in enumerate("ab")
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])
    ec2.create_key_pair(KeyName=f"ops-{region}")
    web = ec2.create_security_group(GroupName="web", Description="web tier", VpcId=vpc)["GroupId"]
    data = ec2.create_security_group(GroupName="data", Description="data tier", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=web,
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "the world"}]},
            {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
        ],
    )
    ec2.authorize_security_group_ingress(
        GroupId=data,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": web}]}],
    )
    image = ec2.register_image(Name="base", Description="what all instances start from")["ImageId"]
    instances = []
    for i, (group, subnet) in enumerate([(web, subnets[0]), (web, subnets[1]), (data, subnets[1])]):
        answer = ec2.run_instances(
            ImageId=image,
            MinCount=1,
            MaxCount=1,
            InstanceType="t3.micro",
            KeyName=f"ops-{region}",
            SecurityGroupIds=[group],
            SubnetId=subnet,
            BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8 + i, "DeleteOnTermination": True}}],
            TagSpecifications=tags("instance", Name=f"node-{i}", team="core"),
        )
        instances.append(answer["Instances"][0]["InstanceId"])
    volume = ec2.create_volume(AvailabilityZone=region + "a", Size=100, VolumeType="gp3")["VolumeId"]
    ec2.attach_volume(Device="/dev/sdf", InstanceId=instances[0], VolumeId=volume)
    ec2.create_volume(AvailabilityZone=region + "b", Size=5)
    ec2.create_network_interface(SubnetId=subnets[0], Groups=[data], Description="spare")
    seed_network(ec2, region, vpc, subnets, table, web, instances, number)
    seed_images(ec2, instances, volume, image, web)
    seed_balancers(endpoint, region, vpc, subnets, web, instances)
    seed_scaling(endpoint, region, image, subnets, web)


def seed_network(ec2, region, vpc, subnets, table, group, instances, number):
    """An address, a peering, endpoints and a transit gateway."""
    address = ec2.allocate_address(Domain="vpc")
    ec2.associate_address(AllocationId=address["AllocationId"], InstanceId=instances[0])
    other = ec2.create_vpc(CidrBlock=f"10.10{number}.0.0/16")["Vpc"]["VpcId"]
    peering = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)["VpcPeeringConnection"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering["VpcPeeringConnectionId"])
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{region}.s3", RouteTableIds=[table])
    ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.{region}.ec2",
        VpcEndpointType="Interface",
        SubnetIds=[subnets[0]],
        SecurityGroupIds=[group],
    )
    hub = ec2.create_transit_gateway(Description="between the offices")["TransitGateway"]["TransitGatewayId"]
    attached = ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=hub, VpcId=vpc, SubnetIds=[subnets[0]])
    attachment = attached["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    routes = ec2.create_transit_gateway_route_table(TransitGatewayId=hub)["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
    ec2.create_transit_gateway_route(
        DestinationCidrBlock="10.200.0.0/16", TransitGatewayRouteTableId=routes, TransitGatewayAttachmentId=attachment
    )
    ec2.create_transit_gateway_route(DestinationCidrBlock="10.201.0.0/16", TransitGatewayRouteTableId=routes, Blackhole=True)
    ec2.enable_transit_gateway_route_table_propagation(TransitGatewayRouteTableId=routes, TransitGatewayAttachmentId=attachment)


def seed_images(ec2, instances, volume, image, group):
    """An image, a public snapshot, a launch template of two versions."""
    ec2.create_image(InstanceId=instances[0], Name="web")
    snapshot = ec2.create_snapshot(VolumeId=volume, Description="nightly")["SnapshotId"]
    ec2.modify_snapshot_attribute(
        SnapshotId=snapshot, Attribute="createVolumePermission", OperationType="add", GroupNames=["all"]
    )
    template = ec2.create_launch_template(
        LaunchTemplateName="web", LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro", "UserData": "c2VjcmV0"}
    )["LaunchTemplate"]["LaunchTemplateId"]
    ec2.create_launch_template_version(
        LaunchTemplateId=template, LaunchTemplateData={"ImageId": image, "SecurityGroupIds": [group], "EbsOptimized": True}
    )


def seed_balancers(endpoint, region, vpc, subnets, group, instances):
    """A classic load balancer, and an application load balancer with a listener and a target group."""
    classic = client("elb", endpoint, region)
    classic.create_load_balancer(
        LoadBalancerName=f"shop-{region}",
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080}],
        Subnets=[subnets[0]],
        SecurityGroups=[group],
    )
    classic.register_instances_with_load_balancer(LoadBalancerName=f"shop-{region}", Instances=[{"InstanceId": instances[0]}])
    application = client("elbv2", endpoint, region)
    balancer = application.create_load_balancer(Name="web", Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]
    targets = application.create_target_group(Name="web", Protocol="HTTP", Port=8080, VpcId=vpc, TargetType="instance")
    targets = targets["TargetGroups"][0]["TargetGroupArn"]
    application.register_targets(TargetGroupArn=targets, Targets=[{"Id": instances[0]}, {"Id": instances[1]}])
    application.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": targets}],
    )


def seed_scaling(endpoint, region, image, subnets, group):
    scaling = client("autoscaling", endpoint, region)
    scaling.create_launch_configuration(
        LaunchConfigurationName="old", ImageId=image, InstanceType="t3.micro", SecurityGroups=[group], UserData="secret"
    )
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="workers",
        LaunchConfigurationName="old",
        MinSize=1,
        MaxSize=2,
        VPCZoneIdentifier=",".join(subnets),
    )


def seed_iam(endpoint):
    """A user in a group, with a key and a device; a role with a profile, a managed policy and an inline policy."""
    iam = client("iam", endpoint, REGIONS[0])
    allow = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::orion/*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = iam.create_policy(PolicyName="read", PolicyDocument=document)["Policy"]["Arn"]
    iam.create_user(UserName="ada")
    iam.create_group(GroupName="operators")
    iam.add_user_to_group(GroupName="operators", UserName="ada")
    iam.attach_group_policy(GroupName="operators", PolicyArn=policy)
    trusted = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName="web", AssumeRolePolicyDocument=trusted)
    iam.attach_role_policy(RoleName="web", PolicyArn=policy)
    iam.put_role_policy(RoleName="web", PolicyName="own", PolicyDocument=document)
    iam.create_instance_profile(InstanceProfileName="web")
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="web")
    iam.create_access_key(UserName="ada")
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="ada")["VirtualMFADevice"]["SerialNumber"]
    iam.enable_mfa_device(UserName="ada", SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321")
    iam.create_saml_provider(Name="staff", SAMLMetadataDocument="<EntityDescriptor/>".ljust(1000))
    iam.upload_server_certificate(ServerCertificateName="www", CertificateBody="certificate", PrivateKey="key")


def seed_buckets(endpoint):
    """A public bucket with every setting, a bucket that it logs to, and a bucket in the other region that has only tags."""
    home, away = client("s3", endpoint, REGIONS[0]), client("s3", endpoint, REGIONS[1])
    home.create_bucket(Bucket="orion-access-logs")
    home.put_bucket_acl(Bucket="orion-access-logs", ACL="log-delivery-write")
    home.create_bucket(Bucket="www.orion.example", ObjectOwnership="ObjectWriter")
    bucket = {"Bucket": "www.orion.example"}
    allow = {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::www.orion.example/*"}
    home.put_bucket_acl(**bucket, ACL="public-read")
    home.put_bucket_policy(**bucket, Policy=json.dumps({"Version": "2012-10-17", "Id": "website", "Statement": [allow]}))
    by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "arn:aws:kms:us-east-1:123456789012:key/orion"}
    rules = [{"ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": True}]
    home.put_bucket_encryption(**bucket, ServerSideEncryptionConfiguration={"Rules": rules})
    home.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Enabled"})
    blocks = {"BlockPublicAcls": False, "IgnorePublicAcls": False, "BlockPublicPolicy": False, "RestrictPublicBuckets": True}
    home.put_public_access_block(**bucket, PublicAccessBlockConfiguration=blocks)
    home.put_bucket_logging(
        **bucket, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "orion-access-logs", "TargetPrefix": "www/"}}
    )
    topic = client("sns", endpoint, REGIONS[0]).create_topic(Name="uploads")["TopicArn"]
    home.put_bucket_notification_configuration(
        **bucket,
        NotificationConfiguration={"TopicConfigurations": [{"Id": "uploads", "TopicArn": topic, "Events": ["s3:ObjectCreated:*"]}]},
    )
    away.create_bucket(Bucket="orion-archive", CreateBucketConfiguration={"LocationConstraint": REGIONS[1]})
    away.put_bucket_tagging(Bucket="orion-archive", Tagging={"TagSet": [{"Key": "team", "Value": "core"}]})


def seed_account_block(endpoint):
    """The account's block of public access. Without boto, which calls a host named after the account."""
    blocks = "".join(
        f"<{block}>true</{block}>" for block in ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    )
    post(
        f"{endpoint}/v20180820/configuration/publicAccessBlock",
        f"<PublicAccessBlockConfiguration>{blocks}</PublicAccessBlockConfiguration>".encode(),
        "PUT",
        {
            "Content-Type": "application/xml",
            "x-amz-account-id": "123456789012",
            "Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/{REGIONS[0]}/s3/aws4_request, SignedHeaders=host, Signature=0",
        },
    )


def seed_organization(endpoint):
    """An organization with two units, one within the other, and two accounts beside the managing one."""
    organizations = client("organizations", endpoint, REGIONS[0])
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    parent = root
    for name in ("workloads", "production"):
        unit = organizations.create_organizational_unit(ParentId=parent, Name=name)["OrganizationalUnit"]["Id"]
        account = organizations.create_account(Email=f"{name}@example.com", AccountName=name)["CreateAccountStatus"]["AccountId"]
        organizations.move_account(AccountId=account, SourceParentId=root, DestinationParentId=unit)
        parent = unit


def seed_gcs(endpoint):
    for name in ("orion-logs", "orion-backups"):
        post(f"{endpoint}/storage/v1/b?project={PROJECT}", json.dumps({"name": name}).encode())


def grow(endpoint):
    """Later changes: one instance is deleted, one rule and forty volumes are added."""
    ec2 = ec2_client(endpoint, REGIONS[0])
    groups = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["data"]}])["SecurityGroups"]
    ec2.authorize_security_group_ingress(
        GroupId=groups[0]["GroupId"],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 6432, "ToPort": 6432, "IpRanges": [{"CidrIp": "10.9.0.0/16"}]}],
    )
    for i in range(40):
        ec2.create_volume(AvailabilityZone=REGIONS[0] + "a", Size=1 + i)


def organise(endpoint):
    """Five more accounts in the organization, a VPC in each; prints three of them as an accounts file."""
    access = dict(endpoint_url=endpoint, region_name=REGIONS[0], aws_access_key_id="test", aws_secret_access_key="test")
    organizations, sts = boto3.client("organizations", **access), boto3.client("sts", **access)
    for i in range(5):
        created = organizations.create_account(Email=f"a{i}@example.com", AccountName=f"a{i}")
        account = created["CreateAccountStatus"]["AccountId"]
        role = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/cartostream", RoleSessionName="e2e")["Credentials"]
        boto3.client(
            "ec2",
            endpoint_url=endpoint,
            region_name=REGIONS[0],
            aws_access_key_id=role["AccessKeyId"],
            aws_secret_access_key=role["SecretAccessKey"],
            aws_session_token=role["SessionToken"],
        ).create_vpc(CidrBlock=f"10.24{i}.0.0/16")
        if i < 3:
            print(f"{account},cartostream")


def main():
    action, moto, gcs = sys.argv[1:4]
    if action == "wait":
        await_answer(moto)
        await_answer(gcs)
    elif action == "seed":
        post(f"{moto}/moto-api/reset")
        post(f"{moto}/moto-api/seed?a=42")
        for number, region in enumerate(REGIONS, start=1):
            seed_region(moto, region, number)
        seed_iam(moto)
        seed_buckets(moto)
        seed_account_block(moto)
        seed_organization(moto)
        seed_gcs(gcs)
    elif action == "grow":
        post(f"{moto}/moto-api/seed?a=43")  # the same ids, however often moto was asked before
        grow(moto)
    elif action == "accounts":
        organise(moto)
    else:
        sys.exit(f"unknown action {action}: wait, seed, grow or accounts")


if __name__ == "__main__":
    main()
