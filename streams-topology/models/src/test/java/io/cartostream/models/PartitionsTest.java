package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import org.junit.jupiter.api.Test;

/** ARNs that models build name the partition that the resource is in. */
final class PartitionsTest {

    private static String facts(String region, String type, String payload) throws Exception {
        Scope scope = new Scope("aws", "000000000000", region, type);
        return FactText.of(ModelSet.load(null, true).factsOf(scope, "r", payload.replace('\'', '"')));
    }

    @Test
    void shouldTakeThePartitionOfTheRegion() throws Exception {
        assertThat(facts("us-gov-east-1", "ec2.volume", "{'VolumeId': 'vol-1'}"))
                .contains("arn = \"arn:aws-us-gov:ec2:us-gov-east-1:000000000000:volume/vol-1\"");
        assertThat(facts("cn-north-1", "ec2.key-pair", "{'KeyName': 'k'}"))
                .contains("N|AWSEC2KeyPair|arn:aws-cn:ec2:cn-north-1:000000000000:key-pair/k");
        assertThat(facts("us-isob-east-1", "ec2.instance", "{'InstanceId': 'i-1', 'KeyName': 'k'}"))
                .contains("arn:aws-iso-b:ec2:us-isob-east-1:000000000000:instance/i-1")
                .contains("arn:aws-iso-b:ec2:us-isob-east-1:000000000000:key-pair/k")
                .doesNotContain("arn:aws:");
        assertThat(facts("eusc-de-east-1", "ec2.network-acl", "{'NetworkAclId': 'acl-1', 'OwnerId': '000000000001'}"))
                .contains("N|AWSEC2NetworkAcl|arn:aws-eusc:ec2:eusc-de-east-1:000000000001:network-acl/acl-1");
        assertThat(facts(
                        "us-east-1",
                        "ec2.internet-gateway",
                        "{'InternetGatewayId': 'igw-1', 'OwnerId': '000000000001'}"))
                .contains("arn = \"arn:aws:ec2:us-east-1:000000000001:internet-gateway/igw-1\"");
    }

    @Test
    void shouldTakeThePartitionOfTheCallerForTheRootPrincipal() throws Exception {
        assertThat(facts(
                        Scope.GLOBAL,
                        "sts.caller-identity",
                        "{'Account': '000000000000', 'Arn': 'arn:aws-cn:iam::000000000000:user/a'}"))
                .contains("N|AWSRootPrincipal|arn:aws-cn:iam::000000000000:root")
                .contains("arn = \"arn:aws-cn:iam::000000000000:root\"");
        assertThat(facts(Scope.GLOBAL, "sts.caller-identity", "{'Account': '000000000000'}"))
                .contains("N|AWSRootPrincipal|arn:aws:iam::000000000000:root");
    }

    @Test
    void shouldTakeAnAccountsNumberForItsRootInTheRolesPartition() throws Exception {
        String trusted = facts(Scope.GLOBAL, "iam.role", """
            {'Arn': 'arn:aws-us-gov:iam::000000000000:role/r', 'AssumeRolePolicyDocument': {'Statement': [
              {'Effect': 'Allow', 'Principal': {'AWS': ['000000000000', '000000000001']}, 'Action': 'sts:AssumeRole'}]}}
            """);
        assertThat(trusted)
                .contains("AWSPrincipal.arn = \"arn:aws-us-gov:iam::000000000000:root\"")
                .contains("N|AWSRootPrincipal|arn:aws-us-gov:iam::000000000001:root")
                .doesNotContain("arn:aws:");
    }

    @Test
    void shouldTakeThePartitionOfABucketsRegion() throws Exception {
        assertThat(facts(Scope.GLOBAL, "s3.bucket", "{'Name': 'b', 'BucketRegion': 'us-gov-west-1'}"))
                .contains("arn = \"arn:aws-us-gov:s3:::b\"");
        assertThat(facts(Scope.GLOBAL, "s3.bucket", "{'Name': 'b'}")).contains("arn = \"arn:aws:s3:::b\"");
    }

    @Test
    void shouldTakeThePartitionOfTheOrganizationForRootsOfItsAccounts() throws Exception {
        assertThat(facts(Scope.GLOBAL, "organizations.accounts", """
            {'_parent': {'ParentId': 'r-1', 'Arn': 'arn:aws-cn:organizations::000000000000:root/o-1/r-1'},
             'Accounts': [{'Id': '000000000001', 'Status': 'ACTIVE'}]}
            """))
                .contains("N|AWSRootPrincipal|arn:aws-cn:iam::000000000001:root");
    }

    @Test
    void shouldNameTheBalancerOfAnInterfaceInItsPartition() throws Exception {
        assertThat(facts(
                        "cn-north-1",
                        "ec2.network-interface",
                        "{'NetworkInterfaceId': 'eni-1', 'Description': 'ELB app/a/1'}"))
                .contains("arn:aws-cn:elasticloadbalancing:cn-north-1:000000000000:loadbalancer/app/a/1");
    }
}
