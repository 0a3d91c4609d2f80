package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The S3 buckets of one account, with the answers of one call for each detail: a bucket for each tier of its teams (which the roles
 * of {@link PrincipalSample} read), a bucket that the others log to, and the public website of the shop.
 */
final class ObjectStorageSample {

    private static final String S3 = "s3";
    private static final String ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
    private static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    private static final String DATABASE = "db";
    private static final Map<String, String> OWNERS = Map.of(
            "checkout", SampleEstate.SHOP,
            "search", SampleEstate.SHOP,
            "platform", SampleEstate.NETWORK,
            "data", SampleEstate.ANALYTICS);

    /** The purpose of a bucket. */
    private enum Purpose {
        TIER,
        LOGS,
        WEBSITE
    }

    private record Bucket(String name, String region, Purpose purpose, Map<String, String> tags) {}

    private final String account;
    private final SeededRandom dice;
    private final String owner;
    private final List<Bucket> buckets = new ArrayList<>();

    final List<RecordedAnswer> answers = new ArrayList<>();

    ObjectStorageSample(long seed, String account) {
        this.account = account;
        this.dice = new SeededRandom(seed, "object-storage/" + account);
        this.owner = dice.hex(64);
        for (String team : SampleEstate.TEAMS) {
            if (account.equals(OWNERS.get(team))) {
                PrincipalSample.TIERS.forEach(
                        tier -> bucket("acme-" + team + "-" + tier, Purpose.TIER, Map.of("team", team, "tier", tier)));
            }
        }
        bucket(logs(), Purpose.LOGS, Map.of("team", "platform"));
        if (account.equals(SampleEstate.SHOP)) {
            bucket("www.acme.example", Purpose.WEBSITE, Map.of("team", "checkout", "env", "prod"));
        }
        answers.add(RecordedAnswer.listing(
                S3, "ListBuckets", "Buckets", buckets.stream().map(this::listed).toList()));
        buckets.forEach(this::details);
    }

    /** The account's block of public access, as each region returns it. */
    static RecordedAnswer publicAccessBlock(String account) {
        boolean all = !account.equals(SampleEstate.SHOP); // its website is public
        return RecordedAnswer.whole("s3control", "GetPublicAccessBlock", block(all));
    }

    /** ARN and tags of the buckets in a region. */
    Map<String, Map<String, String>> tagged(String region) {
        Map<String, Map<String, String>> tagged = new TreeMap<>();
        buckets.stream()
                .filter(bucket -> bucket.region().equals(region))
                .forEach(bucket -> tagged.put("arn:aws:s3:::" + bucket.name(), bucket.tags()));
        return tagged;
    }

    private String logs() {
        return "acme-logs-" + account;
    }

    private void bucket(String name, Purpose purpose, Map<String, String> tags) {
        String region = purpose == Purpose.TIER ? dice.pick(SampleEstate.REGIONS) : SampleEstate.REGIONS.get(0);
        buckets.add(new Bucket(name, region, purpose, new TreeMap<>(tags)));
    }

    private ObjectNode listed(Bucket bucket) {
        return SampleJson.object(item -> item.put("Name", bucket.name())
                .put("CreationDate", dice.awsTime())
                .put("BucketRegion", bucket.region()));
    }

    private void details(Bucket bucket) {
        boolean database = bucket.name().endsWith(DATABASE);
        detail(bucket, "GetBucketAcl", acl(bucket));
        policy(bucket, database);
        detail(bucket, "GetBucketEncryption", encryption(bucket, database));
        detail(
                bucket,
                "GetBucketVersioning",
                database ? SampleJson.read("{\"Status\": \"Enabled\"}") : SampleJson.object());
        if (bucket.purpose() == Purpose.WEBSITE) {
            none(bucket, "GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration");
        } else {
            detail(bucket, "GetPublicAccessBlock", block(true));
        }
        String ownership = bucket.purpose() == Purpose.TIER ? "BucketOwnerEnforced" : "ObjectWriter";
        detail(bucket, "GetBucketOwnershipControls", SampleJson.read("""
            {"OwnershipControls": {"Rules": [{"ObjectOwnership": "<ownership>"}]}}
            """, "ownership", ownership));
        detail(bucket, "GetBucketLogging", logging(bucket));
        detail(bucket, "GetBucketNotificationConfiguration", notifications(bucket, database));
    }

    private void detail(Bucket bucket, String operation, ObjectNode body) {
        answers.add(RecordedAnswer.detail(S3, operation, body, "Bucket", bucket.name()));
    }

    private void none(Bucket bucket, String operation, String error) {
        answers.add(RecordedAnswer.none(S3, operation, error, "Bucket", bucket.name()));
    }

    private ObjectNode acl(Bucket bucket) {
        ObjectNode acl = SampleJson.object();
        acl.putObject("Owner").put("ID", owner);
        ArrayNode grants = acl.putArray("Grants");
        ObjectNode own = grants.addObject();
        own.putObject("Grantee").put("ID", owner).put("Type", "CanonicalUser");
        own.put("Permission", "FULL_CONTROL");
        if (bucket.purpose() == Purpose.LOGS) {
            grant(grants, LOG_DELIVERY, "WRITE");
            grant(grants, LOG_DELIVERY, "READ_ACP");
        } else if (bucket.purpose() == Purpose.WEBSITE) {
            grant(grants, ALL_USERS, "READ");
        }
        return acl;
    }

    private static void grant(ArrayNode grants, String group, String permission) {
        ObjectNode grant = grants.addObject();
        grant.putObject("Grantee").put("Type", "Group").put("URI", group);
        grant.put("Permission", permission);
    }

    /** The buckets of databases require TLS, the website is public; the others have no policy. */
    private void policy(Bucket bucket, boolean database) {
        String statement = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "<sid>", "Effect": "<effect>", "Principal": "*",
             "Action": "<action>", "Resource": "arn:aws:s3:::<bucket>/*"<condition>}]}
            """;
        String tls = ", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}";
        if (!database && bucket.purpose() != Purpose.WEBSITE) {
            none(bucket, "GetBucketPolicy", "NoSuchBucketPolicy");
            return;
        }
        ObjectNode policy = SampleJson.read(
                statement,
                "sid",
                database ? "TlsOnly" : "Website",
                "effect",
                database ? "Deny" : "Allow",
                "action",
                database ? "s3:*" : "s3:GetObject",
                "bucket",
                bucket.name(),
                "condition",
                database ? tls : "");
        detail(bucket, "GetBucketPolicy", SampleJson.object().put("Policy", policy.toString()));
    }

    private ObjectNode encryption(Bucket bucket, boolean database) {
        ObjectNode answer = SampleJson.object();
        ObjectNode rule = answer.putObject("ServerSideEncryptionConfiguration")
                .putArray("Rules")
                .addObject();
        ObjectNode by = rule.putObject("ApplyServerSideEncryptionByDefault");
        if (database) {
            String key = "arn:aws:kms:" + bucket.region() + ":" + account + ":key/" + dice.hex(8) + "-" + dice.hex(12);
            by.put("SSEAlgorithm", "aws:kms").put("KMSMasterKeyID", key);
        } else {
            by.put("SSEAlgorithm", "AES256");
        }
        rule.put("BucketKeyEnabled", database);
        return answer;
    }

    private static ObjectNode block(boolean all) {
        ObjectNode answer = SampleJson.object();
        answer.putObject("PublicAccessBlockConfiguration")
                .put("BlockPublicAcls", all)
                .put("IgnorePublicAcls", all)
                .put("BlockPublicPolicy", all)
                .put("RestrictPublicBuckets", all);
        return answer;
    }

    private ObjectNode logging(Bucket bucket) {
        ObjectNode answer = SampleJson.object();
        if (bucket.purpose() != Purpose.LOGS) {
            answer.putObject("LoggingEnabled").put("TargetBucket", logs()).put("TargetPrefix", bucket.name() + "/");
        }
        return answer;
    }

    private ObjectNode notifications(Bucket bucket, boolean database) {
        return !database
                ? SampleJson.object()
                : SampleJson.read("""
                    {"TopicConfigurations": [{"Id": "changes", "Events": ["s3:ObjectRemoved:*"],
                     "TopicArn": "arn:aws:sns:<region>:<account>:<bucket>-changes"}]}
                    """, "region", bucket.region(), "account", account, "bucket", bucket.name());
    }
}
