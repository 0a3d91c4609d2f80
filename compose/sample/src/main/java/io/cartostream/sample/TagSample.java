package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers of the Resource Groups Tagging API for one account in one region: the tags that the resources have in their own answers. */
final class TagSample {

    private final String prefix;
    private final List<ObjectNode> tagged = new ArrayList<>();

    private TagSample(String account, String region) {
        this.prefix = "arn:aws:ec2:" + region + ":" + account + ":";
    }

    static RecordedAnswer of(
            String account,
            String region,
            NetworkSample network,
            SecurityGroupSample groups,
            InstanceSample machines,
            Map<String, Map<String, String>> buckets) {
        TagSample tags = new TagSample(account, region);
        tags.owned(account, "vpc", "VpcId", network.vpcs);
        tags.owned(account, "subnet", "SubnetId", network.subnets);
        tags.owned(account, "internet-gateway", "InternetGatewayId", network.gateways);
        tags.owned(account, "security-group", "GroupId", groups.all);
        for (ObjectNode reservation : machines.reservations) {
            reservation.path("Instances").forEach(instance -> tags.add("instance", "InstanceId", instance));
        }
        buckets.forEach((arn, of) -> tags.add(arn, SampleJson.tags(of)));
        return RecordedAnswer.listing(
                "resourcegroupstaggingapi", "GetResources", "ResourceTagMappingList", tags.tagged);
    }

    /** Adds the tags of the resources that the account owns; a shared resource has tags only in its owner's answer. */
    private void owned(String account, String kind, String id, List<ObjectNode> resources) {
        for (ObjectNode resource : resources) {
            if (resource.path("OwnerId").asText().equals(account)) {
                add(kind, id, resource);
            }
        }
    }

    private void add(String kind, String id, JsonNode resource) {
        JsonNode tags = resource.path("Tags");
        if (!tags.isEmpty()) {
            add(prefix + kind + "/" + resource.path(id).asText(), tags.deepCopy());
        }
    }

    private void add(String arn, JsonNode tags) {
        tagged.add(SampleJson.object(item -> item.put("ResourceARN", arn).set("Tags", tags)));
    }
}
