package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A changed rule of the sample inventory: who may use SSH on the machines of the group {@value SecurityGroupSample#LEGACY}. The
 * answer that contains it is written to a separate folder, so that it can be synced alone. {@link #keep} changes the sample itself,
 * once that sync has succeeded.
 *
 * @param text what was changed, for a person
 * @param folder recorded answers that hold nothing but the changed scope
 * @param scopeKey the scope
 * @param groupId the security group
 * @param file the answer in the sample
 */
public record RuleChange(String text, Path folder, String scopeKey, String groupId, Path file) {

    private static final String OPERATION = "DescribeSecurityGroups";
    private static final String ANSWER = "answer.json";
    private static final String WORLD = "0.0.0.0/0";
    private static final String OFFICE = "198.51.100.64/26";

    /** Writes the changed rule to a folder: from the world to the office, or back. */
    public static RuleChange make(Path sample, Path target) throws IOException {
        ObjectMapper json = new ObjectMapper();
        String account = SampleEstate.SHOP;
        String region = SampleEstate.REGIONS.get(0);
        ObjectNode line = manifestLine(sample, json, account, region);
        Path file = sample.resolve(line.path("file").asText());
        JsonNode answer = json.readTree(Files.readAllBytes(file));
        for (JsonNode group : answer.path("SecurityGroups")) {
            if (!group.path("GroupName").asText().equals(SecurityGroupSample.LEGACY)) {
                continue;
            }
            ObjectNode range = (ObjectNode) group.at("/IpPermissions/0/IpRanges/0");
            String before = range.path("CidrIp").asText();
            String after = before.equals(WORLD) ? OFFICE : WORLD;
            range.put("CidrIp", after);
            byte[] changed = json.writeValueAsBytes(answer);
            Files.createDirectories(target);
            Files.write(target.resolve(ANSWER), changed);
            line.put("file", ANSWER);
            Files.writeString(target.resolve(SampleInventory.MANIFEST), json.writeValueAsString(line) + "\n");
            String id = group.path("GroupId").asText();
            return new RuleChange(
                    "account " + account + ", " + region + ", security group " + SecurityGroupSample.LEGACY + " (" + id
                            + "): port 22 is open to " + after + " instead of " + before,
                    target,
                    new Scope("aws", account, region, "ec2.security-group").key(),
                    id,
                    file);
        }
        throw new IOException(file + " has no security group " + SecurityGroupSample.LEGACY);
    }

    /** Changes the sample as well, so that it contains what was synced. */
    public void keep() throws IOException {
        Files.copy(folder.resolve(ANSWER), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ObjectNode manifestLine(Path sample, ObjectMapper json, String account, String region)
            throws IOException {
        for (String text : Files.readAllLines(sample.resolve(SampleInventory.MANIFEST))) {
            if (json.readTree(text) instanceof ObjectNode line
                    && line.path("operation").asText().equals(OPERATION)
                    && line.path("account").asText().equals(account)
                    && line.path("region").asText().equals(region)) {
                return line;
            }
        }
        throw new IOException(sample + " has no " + OPERATION + " of " + account + " in " + region);
    }
}
