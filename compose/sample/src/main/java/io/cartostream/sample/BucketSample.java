package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Google Cloud Storage buckets of one project with their IAM policies, in the forms of the JSON API. */
final class BucketSample {

    private static final List<String> PURPOSES = List.of("assets", "logs", "exports", "backups", "models");
    private static final List<String> PLACES = List.of("EU", "US", "EUROPE-WEST1", "US-EAST1");

    private final String project;
    private final SeededRandom dice;
    private final String number;

    final List<ObjectNode> buckets = new ArrayList<>();
    final Map<String, ObjectNode> policies = new LinkedHashMap<>();

    BucketSample(long seed, String project) {
        this.project = project;
        this.dice = new SeededRandom(seed, "buckets/" + project);
        this.number = Integer.toString(400_000_000 + dice.below(99_999_999));
        for (int i = 0; i < SampleEstate.BUCKETS_PER_PROJECT; i++) {
            bucket(i);
        }
    }

    private void bucket(int i) {
        String team = dice.pick(SampleEstate.TEAMS);
        String purpose = dice.pick(PURPOSES);
        String name = project + "-" + team + "-" + purpose + "-" + i;
        boolean open = purpose.equals("assets") && dice.chance(30);
        String created = dice.instant().toString().replace("Z", ".000Z");
        String place = dice.pick(PLACES);
        buckets.add(SampleJson.object(bucket -> {
            bucket.put("kind", "storage#bucket").put("id", name);
            bucket.put("selfLink", "https://www.googleapis.com/storage/v1/b/" + name);
            bucket.put("projectNumber", number).put("name", name).put("metageneration", "3");
            bucket.put("location", place).put("storageClass", purpose.equals("backups") ? "NEARLINE" : "STANDARD");
            bucket.put("etag", "CAM=").put("timeCreated", created).put("updated", created);
            bucket.put("locationType", place.length() == 2 ? "multi-region" : "region");
            bucket.putObject("labels")
                    .put("team", team)
                    .put("env", dice.pick(SampleEstate.ENVIRONMENTS))
                    .put("purpose", purpose);
            ObjectNode iam = bucket.putObject("iamConfiguration");
            iam.putObject("bucketPolicyOnly").put("enabled", true).put("lockedTime", created);
            iam.putObject("uniformBucketLevelAccess").put("enabled", true).put("lockedTime", created);
            iam.put("publicAccessPrevention", open ? "inherited" : "enforced");
            if (purpose.equals("backups")) {
                bucket.putObject("retentionPolicy")
                        .put("retentionPeriod", "2592000")
                        .put("effectiveTime", created);
                bucket.putObject("encryption")
                        .put(
                                "defaultKmsKeyName",
                                "projects/" + project + "/locations/global/keyRings/main/cryptoKeys/backups");
            }
            bucket.putObject("versioning").put("enabled", purpose.equals("exports") || purpose.equals("backups"));
            if (!purpose.equals("logs")) {
                bucket.putObject("logging")
                        .put("logBucket", project + "-access-logs")
                        .put("logObjectPrefix", name);
            }
        }));
        policies.put(name, policy(name, team, open));
    }

    private ObjectNode policy(String bucket, String team, boolean open) {
        return SampleJson.object(policy -> {
            policy.put("kind", "storage#policy").put("resourceId", "projects/_/buckets/" + bucket);
            policy.put("version", 1).put("etag", "CAI=");
            ArrayNode bindings = policy.putArray("bindings");
            binding(
                    bindings,
                    "roles/storage.legacyBucketOwner",
                    List.of("projectEditor:" + project, "projectOwner:" + project));
            binding(bindings, "roles/storage.legacyBucketReader", List.of("projectViewer:" + project));
            binding(
                    bindings,
                    "roles/storage.objectAdmin",
                    List.of(
                            "group:" + team + "@acme.example",
                            "serviceAccount:" + team + "-deploy@" + project + ".iam.gserviceaccount.com"));
            if (open) {
                binding(bindings, "roles/storage.objectViewer", List.of("allUsers"));
            } else if (dice.chance(20)) {
                binding(bindings, "roles/storage.objectViewer", List.of("user:auditor@acme.example"));
            }
        });
    }

    private static void binding(ArrayNode bindings, String role, List<String> members) {
        ObjectNode binding = bindings.addObject();
        binding.put("role", role).set("members", SampleJson.texts(members));
    }
}
