package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the sample inventory: one JSON answer per account, region and operation, as {@code aws … --output json} and Google's
 * JSON API print them, and {@code manifest.jsonl}, which {@code cartostream sync --from-files} reads. The same seed gives the
 * same bytes.
 */
public final class SampleInventory {

    /** The default seed. */
    public static final long DEFAULT_SEED = 42;
    /** The list of answers. */
    public static final String MANIFEST = "manifest.jsonl";

    private final Path folder;
    private final long seed;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Integer> totals = new TreeMap<>();

    private SampleInventory(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /** Writes the inventory into a folder, which is created; returns the number of resources of each operation. */
    public static Map<String, Integer> generate(Path folder, long seed) throws IOException {
        SampleInventory inventory = new SampleInventory(folder, seed);
        Files.createDirectories(folder);
        try (BufferedWriter manifest = Files.newBufferedWriter(folder.resolve(MANIFEST))) {
            inventory.aws(manifest);
            inventory.gcp(manifest);
        }
        return inventory.totals;
    }

    private void aws(BufferedWriter manifest) throws IOException {
        for (String account : SampleEstate.ACCOUNTS) {
            iam(manifest, account);
            ObjectStorageSample storage = new ObjectStorageSample(seed, account);
            Cell global = new Cell(manifest, "aws", account, "global", "s3");
            answers(global, storage.answers);
            answers(global, new OrganizationSample(seed, account).answers);
            answers(global, List.of(PrincipalSample.reader(account)));
            for (String region : SampleEstate.REGIONS) {
                NetworkSample network = new NetworkSample(seed, account, region);
                SecurityGroupSample groups = new SecurityGroupSample(seed, account, region);
                InstanceSample machines = new InstanceSample(seed, account, region, network, groups);
                Cell cell = new Cell(manifest, "aws", account, region, "ec2");
                put(cell, "DescribeVpcs", "Vpcs", network.vpcs, network.vpcs.size());
                put(cell, "DescribeSubnets", "Subnets", network.subnets, network.subnets.size());
                put(cell, "DescribeInternetGateways", "InternetGateways", network.gateways, network.gateways.size());
                put(cell, "DescribeRouteTables", "RouteTables", network.routeTables, network.routeTables.size());
                put(cell, "DescribeSecurityGroups", "SecurityGroups", groups.all, groups.all.size());
                put(cell, "DescribeKeyPairs", "KeyPairs", machines.keyPairs, machines.keyPairs.size());
                put(cell, "DescribeInstances", "Reservations", machines.reservations, SampleEstate.INSTANCES_PER_CELL);
                put(
                        cell,
                        "DescribeNetworkInterfaces",
                        "NetworkInterfaces",
                        machines.interfaces(),
                        machines.interfaces().size());
                put(
                        cell,
                        "DescribeVolumes",
                        "Volumes",
                        machines.volumes(),
                        machines.volumes().size());
                answers(cell, new NetworkEdgeSample(seed, account, region, network, machines).answers);
                answers(cell, FleetSample.draw(seed, account, region, network, machines).answers);
                RecordedAnswer tags = TagSample.of(account, region, network, groups, machines, storage.tagged(region));
                answers(cell, List.of(ObjectStorageSample.publicAccessBlock(account), tags));
            }
        }
    }

    private void answers(Cell cell, List<RecordedAnswer> answers) throws IOException {
        for (RecordedAnswer answer : answers) {
            String name = answer.service() + "." + answer.operation();
            ObjectNode asked = answer.parameters();
            String file = asked == null
                    ? name + ".json"
                    : name + "/" + fileName(asked.elements().next().asText());
            Cell of = cell.of(answer.service());
            if (answer.error() == null) {
                write(of, answer.operation(), answer.body(), answer.items(), asked, file);
            } else {
                none(of, answer.operation(), answer.error(), asked);
            }
        }
    }

    /** Ids may be ARNs. */
    private static String fileName(String id) {
        return id.replaceAll("[^A-Za-z0-9._-]+", "-") + ".json";
    }

    private void iam(BufferedWriter manifest, String account) throws IOException {
        PrincipalSample principals = new PrincipalSample(seed, account);
        Cell cell = new Cell(manifest, "aws", account, "global", "iam");
        write(cell, "GetAccountSummary", principals.summary(), 1, null, "iam.GetAccountSummary.json");
        put(cell, "ListUsers", "Users", principals.users, principals.users.size());
        put(cell, "ListGroups", "Groups", principals.groups, principals.groups.size());
        put(cell, "ListRoles", "Roles", principals.roles, principals.roles.size());
        put(cell, "ListInstanceProfiles", "InstanceProfiles", principals.profiles, principals.profiles.size());
        put(
                cell,
                "ListServerCertificates",
                "ServerCertificateMetadataList",
                principals.certificates,
                principals.certificates.size());
        put(cell, "ListSAMLProviders", "SAMLProviderList", principals.providers, principals.providers.size());
        write(
                cell,
                "GetAccountAuthorizationDetails",
                principals.authorization,
                principals.authorizations(),
                null,
                "iam.GetAccountAuthorizationDetails.json");
        for (ObjectNode user : principals.users) {
            String name = user.path("UserName").asText();
            ObjectNode of = SampleJson.object().put("UserName", name);
            of.set("Arn", user.path("Arn"));
            write(cell, "ListAccessKeys", PrincipalSample.of(principals.keys, name), 1, of, "keys/" + name + ".json");
            write(cell, "ListMFADevices", PrincipalSample.of(principals.devices, name), 1, of, "mfa/" + name + ".json");
        }
        for (Map.Entry<String, ObjectNode> group : principals.members.entrySet()) {
            ObjectNode of = SampleJson.object().put("GroupName", group.getKey());
            write(cell, "GetGroup", group.getValue(), 1, of, "groups/" + group.getKey() + ".json");
        }
        for (Map.Entry<String, ObjectNode> key : principals.lastUsed.entrySet()) {
            ObjectNode of = SampleJson.object().put("AccessKeyId", key.getKey());
            write(cell, "GetAccessKeyLastUsed", key.getValue(), 1, of, "last-used/" + key.getKey() + ".json");
        }
    }

    private void gcp(BufferedWriter manifest) throws IOException {
        for (String project : SampleEstate.PROJECTS) {
            BucketSample buckets = new BucketSample(seed, project);
            Cell cell = new Cell(manifest, "gcp", project, "global", "storage");
            ObjectNode listing = SampleJson.object().put("kind", "storage#buckets");
            listing.set("items", SampleJson.array(buckets.buckets));
            write(cell, "buckets.list", listing, buckets.buckets.size(), null, "storage.buckets.list.json");
            for (Map.Entry<String, ObjectNode> policy : buckets.policies.entrySet()) {
                write(
                        cell,
                        "buckets.getIamPolicy",
                        policy.getValue(),
                        1,
                        SampleJson.object().put("bucket", policy.getKey()),
                        "iam/" + policy.getKey() + ".json");
            }
        }
    }

    /** The account and region of answers. */
    private record Cell(BufferedWriter manifest, String provider, String account, String region, String service) {
        Cell of(String other) {
            return new Cell(manifest, provider, account, region, other);
        }
    }

    private void put(Cell cell, String operation, String field, List<ObjectNode> items, int count) throws IOException {
        ObjectNode answer = SampleJson.object();
        answer.set(field, SampleJson.array(items));
        write(cell, operation, answer, count, null, cell.service() + "." + operation + ".json");
    }

    private void write(
            Cell cell, String operation, JsonNode answer, int count, @Nullable ObjectNode parameters, String file)
            throws IOException {
        Path relative = Path.of(cell.account(), cell.region(), file);
        Path path = folder.resolve(relative);
        Files.createDirectories(path.resolveSibling("."));
        // of an answer without a member, the AWS command line prints nothing
        Files.write(path, answer.isEmpty() ? new byte[0] : json.writeValueAsBytes(answer));
        line(cell, operation, parameters, line -> line.put("file", relative.toString())
                .put("items", count));
        totals.merge(cell.service() + ":" + operation, count, Integer::sum);
    }

    private void none(Cell cell, String operation, String error, @Nullable ObjectNode parameters) throws IOException {
        line(cell, operation, parameters, line -> line.putObject("error").put("code", error));
        totals.merge(cell.service() + ":" + operation, 0, Integer::sum);
    }

    private void line(Cell cell, String operation, @Nullable ObjectNode parameters, Consumer<ObjectNode> outcome)
            throws IOException {
        ObjectNode line = SampleJson.object()
                .put("provider", cell.provider())
                .put("account", cell.account())
                .put("region", cell.region())
                .put("service", cell.service())
                .put("operation", operation);
        outcome.accept(line);
        if (parameters != null) {
            line.set("parameters", parameters);
        }
        cell.manifest().write(json.writeValueAsString(line));
        cell.manifest().write('\n');
    }
}
