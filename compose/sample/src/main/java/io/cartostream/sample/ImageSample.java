package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The images, snapshots and reservations of a fleet. */
final class ImageSample {

    private static final String EC2 = "ec2";
    private static final int SNAPSHOTS = 8;

    private final FleetPlace place;
    private final String account;
    private final SeededRandom random;
    private final List<RecordedAnswer> answers;

    ImageSample(FleetPlace place, List<RecordedAnswer> answers) {
        this.place = place;
        this.account = place.account();
        this.random = place.random();
        this.answers = answers;
    }

    void addAll() {
        images();
        snapshots();
        reserved();
    }

    private void images() {
        List<ObjectNode> images = new ArrayList<>();
        for (String id : place.machines().images) {
            images.add(SampleJson.read(
                    """
                    {"ImageId": "<id>", "ImageLocation": "<account>/base-<hash>", "Name": "base-<hash>", "OwnerId": "<account>",
                     "ImageType": "machine", "Public": false, "State": "available", "Architecture": "x86_64",
                     "CreationDate": "<time>", "Description": "base image", "PlatformDetails": "Linux/UNIX",
                     "UsageOperation": "RunInstances", "RootDeviceName": "/dev/xvda", "RootDeviceType": "ebs",
                     "VirtualizationType": "hvm", "Hypervisor": "xen", "EnaSupport": true, "BootMode": "uefi-preferred",
                     "Tags": [], "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": "snap-<snapshot>",
                      "VolumeSize": 8, "VolumeType": "gp3", "Encrypted": true, "DeleteOnTermination": true}}]}
                    """,
                    "id",
                    id,
                    "account",
                    account,
                    "hash",
                    random.hex(6),
                    "snapshot",
                    random.hex(17),
                    "time",
                    random.instant().toString().replace("Z", ".000Z")));
        }
        answers.add(RecordedAnswer.listing(EC2, "DescribeImages", "Images", images));
    }

    private void snapshots() {
        List<ObjectNode> snapshots = new ArrayList<>();
        for (ObjectNode volume : place.machines().volumes().subList(0, SNAPSHOTS)) {
            String id = random.id("snap");
            snapshots.add(SampleJson.read(
                    """
                    {"SnapshotId": "<id>", "VolumeId": "<volume>", "State": "completed", "StartTime": "<time>",
                     "Progress": "100%", "OwnerId": "<account>", "Description": "nightly", "VolumeSize": <size>,
                     "Encrypted": <encrypted>, "StorageTier": "standard", "Tags": []}
                    """,
                    "id",
                    id,
                    "volume",
                    volume.path("VolumeId").asText(),
                    "time",
                    random.awsTime(),
                    "account",
                    account,
                    "size",
                    volume.path("Size").asText(),
                    "encrypted",
                    volume.path("Encrypted").asText("false")));
            String permitted = snapshots.size() == 1 && account.equals(SampleEstate.ANALYTICS)
                    ? "{\"Group\": \"all\"}"
                    : snapshots.size() == 2 ? "{\"UserId\": \"" + SampleEstate.NETWORK + "\"}" : "";
            answers.add(RecordedAnswer.detail(
                    EC2,
                    "DescribeSnapshotAttribute",
                    SampleJson.read(
                            "{\"SnapshotId\": \"<id>\", \"ProductCodes\": [], \"CreateVolumePermissions\":"
                                    + " [<permitted>]}",
                            "id",
                            id,
                            "permitted",
                            permitted),
                    "SnapshotId",
                    id));
        }
        answers.add(RecordedAnswer.listing(EC2, "DescribeSnapshots", "Snapshots", snapshots));
    }

    private void reserved() {
        answers.add(RecordedAnswer.listing(
                EC2,
                "DescribeReservedInstances",
                "ReservedInstances",
                List.of(SampleJson.read("""
                    {"ReservedInstancesId": "<uuid>", "InstanceType": "m6i.large", "InstanceCount": 10, "Scope": "Region",
                     "InstanceTenancy": "default", "ProductDescription": "Linux/UNIX", "State": "active",
                     "Start": "2026-01-01T00:00:00+00:00", "End": "2026-12-31T23:59:59+00:00", "Duration": 31536000,
                     "FixedPrice": 0.0, "UsagePrice": 0.0, "CurrencyCode": "USD", "OfferingClass": "standard",
                     "OfferingType": "No Upfront", "RecurringCharges": [{"Amount": 0.06, "Frequency": "Hourly"}], "Tags": []}
                    """, "uuid", random.uuid()))));
    }
}
