package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The volumes of one account in one region. */
final class VolumeSample {

    private final SeededRandom dice;
    private final String account;
    private final String region;

    final List<ObjectNode> all = new ArrayList<>();

    VolumeSample(SeededRandom dice, String account, String region) {
        this.dice = dice;
        this.account = account;
        this.region = region;
    }

    /** Adds the volumes of an instance; returns its block devices. */
    ArrayNode attached(InstanceKind kind, String instance, String attached) {
        ArrayNode devices = SampleJson.array();
        int count = kind.tier().equals("db") ? 3 : dice.chance(30) ? 2 : 1;
        for (int i = 0; i < count; i++) {
            String volume = dice.id("vol");
            String device = i == 0 ? "/dev/xvda" : "/dev/sd" + (char) ('e' + i);
            boolean root = i == 0;
            devices.addObject()
                    .put("DeviceName", device)
                    .putObject("Ebs")
                    .put("AttachTime", attached)
                    .put("DeleteOnTermination", root)
                    .put("Status", "attached")
                    .put("VolumeId", volume);
            ObjectNode listed = volume(volume, kind.place().zone(), attached, kind.team(), root ? 30 : 500);
            listed.put("State", "in-use");
            listed.withArray("Attachments")
                    .addObject()
                    .put("DeleteOnTermination", root)
                    .put("VolumeId", volume)
                    .put("InstanceId", instance)
                    .put("Device", device)
                    .put("State", "attached")
                    .put("AttachTime", attached);
        }
        return devices;
    }

    /** Adds volumes that no instance uses. */
    void spare() {
        for (int i = 0; i < 6; i++) {
            volume(dice.id("vol"), i, dice.awsTime(), dice.pick(SampleEstate.TEAMS), 100)
                    .put("State", "available");
        }
    }

    private ObjectNode volume(String id, int zone, String created, String team, int size) {
        ObjectNode volume = SampleJson.object();
        boolean encrypted = dice.chance(80);
        volume.put("Iops", 3000);
        volume.set("Tags", SampleJson.tags(Map.of("team", team)));
        volume.put("VolumeType", "gp3").put("MultiAttachEnabled", false).put("Throughput", 125);
        volume.put("VolumeId", id).put("Size", size).put("SnapshotId", size == 30 ? dice.id("snap") : "");
        volume.put("AvailabilityZone", SampleEstate.zone(region, zone))
                .put("State", "in-use")
                .put("CreateTime", created);
        volume.putArray("Attachments");
        volume.put("Encrypted", encrypted);
        if (encrypted) {
            volume.put("KmsKeyId", "arn:aws:kms:" + region + ":" + account + ":key/" + uuid());
        }
        all.add(volume);
        return volume;
    }

    private String uuid() {
        return dice.hex(8) + "-" + dice.hex(4) + "-4" + dice.hex(3) + "-8" + dice.hex(3) + "-" + dice.hex(12);
    }
}
