package io.cartostream.topology.bench;

import io.cartostream.contract.Scope;
import java.util.Locale;

/**
 * Synthetic EC2 instances in the shape of DescribeInstances: tags, two security groups, a key pair, an instance profile, two
 * volumes and a network interface with its address, 2.5 KB of JSON each. The accounts share them evenly.
 */
final class SyntheticEstate {

    private static final String RESOURCE_TYPE = "ec2.instance";
    private static final String REGION = "eu-west-1";
    private static final int INSTANCES_PER_SUBNET = 200;
    private static final int INSTANCES_PER_GROUP = 40;
    private static final long FIRST_ACCOUNT = 100_000_000_001L;

    private final int resources;
    private final int accounts;

    SyntheticEstate(int resources, int accounts) {
        this.resources = resources;
        this.accounts = accounts;
    }

    int accounts() {
        return accounts;
    }

    Scope scope(int account) {
        return new Scope("aws", accountId(account), REGION, RESOURCE_TYPE);
    }

    /** How many resources this account has. */
    int size(int account) {
        return resources / accounts + (account < resources % accounts ? 1 : 0);
    }

    static String id(int account, int index) {
        return String.format(Locale.ROOT, "i-%05x%012x", account, index);
    }

    /** The answer for one instance; another generation is of another size. */
    String payload(int account, int index, int generation) {
        String id = id(account, index);
        String tail = id.substring(2);
        String vpc = "vpc-%05x%04x".formatted(account, index / INSTANCES_PER_SUBNET / 6);
        String subnet = "subnet-%05x%08x".formatted(account, index / INSTANCES_PER_SUBNET);
        String group = "sg-%05x%08x".formatted(account, index / INSTANCES_PER_GROUP);
        String shared = "sg-%05xcommon".formatted(account);
        String address = "10.%d.%d.%d".formatted(index >> 16 & 255, index >> 8 & 255, index & 255);
        return TEMPLATE.replace("{id}", id)
                .replace("{tail}", tail)
                .replace("{account}", accountId(account))
                .replace("{vpc}", vpc)
                .replace("{subnet}", subnet)
                .replace("{group}", group)
                .replace("{shared}", shared)
                .replace("{address}", address)
                .replace("{index}", Integer.toString(index))
                .replace("{type}", generation == 0 ? "m5.large" : "m5.xlarge");
    }

    private static String accountId(int account) {
        return Long.toString(FIRST_ACCOUNT + account);
    }

    private static final String TEMPLATE = """
            {"AmiLaunchIndex":0,"ImageId":"ami-0abcdef1234567890","InstanceId":"{id}","InstanceType":"{type}",
            "KeyName":"operations","LaunchTime":"2026-01-15T08:30:00+00:00","Monitoring":{"State":"disabled"},
            "Placement":{"AvailabilityZone":"eu-west-1a","GroupName":"","Tenancy":"default"},
            "PrivateDnsName":"ip-{index}.eu-west-1.compute.internal","PrivateIpAddress":"{address}","ProductCodes":[],
            "PublicDnsName":"","State":{"Code":16,"Name":"running"},"StateTransitionReason":"",
            "SubnetId":"{subnet}","VpcId":"{vpc}","Architecture":"x86_64",
            "BlockDeviceMappings":[
            {"DeviceName":"/dev/xvda","Ebs":{"AttachTime":"2026-01-15T08:30:01+00:00","DeleteOnTermination":true,
            "Status":"attached","VolumeId":"vol-a{tail}"}},
            {"DeviceName":"/dev/xvdb","Ebs":{"AttachTime":"2026-01-15T08:30:01+00:00","DeleteOnTermination":false,
            "Status":"attached","VolumeId":"vol-b{tail}"}}],
            "ClientToken":"token-{tail}","EbsOptimized":true,"EnaSupport":true,"Hypervisor":"xen",
            "IamInstanceProfile":{"Arn":"arn:aws:iam::{account}:instance-profile/worker","Id":"AIPAWORKER"},
            "NetworkInterfaces":[{"Attachment":{"AttachTime":"2026-01-15T08:30:00+00:00",
            "AttachmentId":"eni-attach-{tail}","DeleteOnTermination":true,"DeviceIndex":0,"Status":"attached"},
            "Description":"primary","Groups":[{"GroupName":"service","GroupId":"{group}"},
            {"GroupName":"common","GroupId":"{shared}"}],"Ipv6Addresses":[],"MacAddress":"02:00:00:00:00:01",
            "NetworkInterfaceId":"eni-{tail}","OwnerId":"{account}","PrivateDnsName":"ip-{index}.internal",
            "PrivateIpAddress":"{address}","PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"{address}"}],
            "SourceDestCheck":true,"Status":"in-use","SubnetId":"{subnet}","VpcId":"{vpc}","InterfaceType":"interface"}],
            "RootDeviceName":"/dev/xvda","RootDeviceType":"ebs",
            "SecurityGroups":[{"GroupName":"service","GroupId":"{group}"},{"GroupName":"common","GroupId":"{shared}"}],
            "SourceDestCheck":true,"Tags":[{"Key":"Name","Value":"worker-{index}"},{"Key":"env","Value":"prod"},
            {"Key":"owner","Value":"platform"}],"VirtualizationType":"hvm",
            "CpuOptions":{"CoreCount":1,"ThreadsPerCore":2},"HibernationOptions":{"Configured":false},
            "MetadataOptions":{"State":"applied","HttpTokens":"required","HttpEndpoint":"enabled"},
            "_parent":{"ReservationId":"r-{tail}","OwnerId":"{account}"}}
            """;
}
