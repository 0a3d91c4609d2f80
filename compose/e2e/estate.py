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


def post(url, body=b"", method="POST"):
    request = urllib.request.Request(url, data=body, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def ec2_client(endpoint, region):
    return boto3.client(
        "ec2", region_name=region, endpoint_url=endpoint, aws_access_key_id="test", aws_secret_access_key="test"
    )


def await_answer(url, seconds=30):
    """Returns once something answers there, be it an error."""
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
    images = ec2.describe_images(Owners=["amazon"])["Images"]
    image = sorted(i["ImageId"] for i in images)[0]
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


def seed_gcs(endpoint):
    for name in ("orion-logs", "orion-backups"):
        post(f"{endpoint}/storage/v1/b?project={PROJECT}", json.dumps({"name": name}).encode())


def grow(endpoint):
    """Later changes: one instance gone, one rule more, forty volumes more."""
    ec2 = ec2_client(endpoint, REGIONS[0])
    groups = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["data"]}])["SecurityGroups"]
    ec2.authorize_security_group_ingress(
        GroupId=groups[0]["GroupId"],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 6432, "ToPort": 6432, "IpRanges": [{"CidrIp": "10.9.0.0/16"}]}],
    )
    for i in range(40):
        ec2.create_volume(AvailabilityZone=REGIONS[0] + "a", Size=1 + i)


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
        seed_gcs(gcs)
    elif action == "grow":
        grow(moto)
    else:
        sys.exit(f"unknown action {action}: wait, seed or grow")


if __name__ == "__main__":
    main()
