package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

@SuppressWarnings("unchecked")
final class SdkJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static void assertJson(SdkPojo pojo, String asTheCliPrints) throws Exception {
        assertThat(JSON.readTree(SdkJson.of(pojo).toString())).isEqualTo(JSON.readTree(asTheCliPrints));
    }

    @Test
    void shouldUseTheNameOfTheApiWhereTheSdkRenamesAMember() throws Exception {
        assertJson(
                Image.builder().imageId("ami-1").publicLaunchPermissions(true).build(),
                "{\"ImageId\":\"ami-1\",\"Public\":true}");
    }

    @Test
    void shouldNameMembersAsTheApiDoesThroughAllLevels() throws Exception {
        Instance instance = Instance.builder()
                .amiLaunchIndex(0)
                .instanceId("i-1")
                .architecture(ArchitectureValues.ARM64)
                .ebsOptimized(false)
                .launchTime(Instant.parse("2026-03-01T10:11:12Z"))
                .state(state -> state.code(16).name("running"))
                .cpuOptions(cpu -> cpu.coreCount(2).threadsPerCore(1))
                .blockDeviceMappings(mapping -> mapping.deviceName("/dev/xvda").ebs(ebs -> ebs.volumeId("vol-1")
                        .attachTime(Instant.parse("2026-03-01T10:11:12.345Z"))
                        .deleteOnTermination(true)))
                .networkInterfaces(eni -> eni.networkInterfaceId("eni-1")
                        .groups(group -> group.groupId("sg-1").groupName("g"))
                        .privateIpAddresses(ip -> ip.primary(true).privateIpAddress("10.0.0.1")))
                .tags(Tag.builder().key("Name").value("é").build())
                .build();

        assertJson(instance, """
                {"AmiLaunchIndex":0,"InstanceId":"i-1","Architecture":"arm64","EbsOptimized":false,
                 "LaunchTime":"2026-03-01T10:11:12+00:00","State":{"Code":16,"Name":"running"},
                 "CpuOptions":{"CoreCount":2,"ThreadsPerCore":1},
                 "BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeId":"vol-1",
                   "AttachTime":"2026-03-01T10:11:12.345000+00:00","DeleteOnTermination":true}}],
                 "NetworkInterfaces":[{"NetworkInterfaceId":"eni-1","Groups":[{"GroupId":"sg-1","GroupName":"g"}],
                   "PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"10.0.0.1"}]}],
                 "Tags":[{"Key":"Name","Value":"é"}]}
                """);
    }

    @Test
    void shouldUseTheNamesOfTheApiAndNotThoseOfTheWire() throws Exception {
        assertJson(
                SecurityGroup.builder()
                        .groupId("sg-1")
                        .description("d")
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                                .userIdGroupPairs(List.of())
                                .build())
                        .build(),
                """
                {"GroupId":"sg-1","Description":"d","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,
                 "IpRanges":[{"CidrIp":"0.0.0.0/0"}],"UserIdGroupPairs":[]}]}
                """);
        assertJson(
                NetworkInterface.builder()
                        .tagSet(Tag.builder().key("a").build())
                        .build(),
                "{\"TagSet\":[{\"Key\":\"a\"}]}");
        assertJson(Volume.builder().iops(3000).encrypted(true).build(), "{\"Iops\":3000,\"Encrypted\":true}");
    }

    @Test
    void shouldLeaveOutWhatTheAnswerDidNotHaveAndKeepEmptyLists() throws Exception {
        assertJson(DescribeInstancesResponse.builder().build(), "{}");
        assertJson(DescribeInstancesResponse.builder().reservations(List.of()).build(), "{\"Reservations\":[]}");
        assertJson(
                DescribeInstancesResponse.builder()
                        .reservations(r -> r.ownerId(""))
                        .build(),
                "{\"Reservations\":[{\"OwnerId\":\"\"}]}");
    }

    @Test
    void shouldConvertEveryKindOfValue() {
        assertThat(SdkJson.value(SdkBytes.fromUtf8String("hello")).toString()).isEqualTo("\"aGVsbG8=\"");
        assertThat(SdkJson.value(Map.of("Some Key", List.of(1, 2L))).toString()).isEqualTo("{\"Some Key\":[1,2]}");
        assertThat(SdkJson.value(1.1f).toString()).isEqualTo("1.1");
        assertThat(SdkJson.value(0.1d).toString()).isEqualTo("0.1");
        assertThat(SdkJson.value(Document.mapBuilder()
                                .putNumber("n", 3)
                                .putNull("z")
                                .build())
                        .toString())
                .isEqualTo("{\"n\":3,\"z\":null}");
        assertThat(SdkJson.time(Instant.parse("2026-03-01T10:11:12.000001999Z")))
                .isEqualTo("2026-03-01T10:11:12.000001+00:00");
    }

    @Test
    void shouldDecodeDocumentsAndLeaveWhatIsNone() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode answer = json.readTree("{\"Document\":\"%7B%22a%22%3A%22x%2By+z%22%7D\",\"Other\":\"%7B%7D\","
                + "\"List\":[{\"Document\":\"{\\\"a\\\":\\\"100%\\\"}\"},{\"Document\":\"100%\"},{\"Document\":7}]}");

        SdkJson.decode(answer, Set.of("Document"));

        assertThat(answer)
                .hasToString("{\"Document\":{\"a\":\"x+y+z\"},\"Other\":\"%7B%7D\","
                        + "\"List\":[{\"Document\":{\"a\":\"100%\"}},{\"Document\":\"100%\"},{\"Document\":7}]}");
    }
}
