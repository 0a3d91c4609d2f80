package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The users, groups, roles, policies and keys of one account, as IAM returns them. */
final class PrincipalSample {

    /** The tiers of instances; each team has a role and an instance profile for each tier. */
    static final List<String> TIERS = List.of("web", "app", "db", "worker");

    private static final List<String> PEOPLE = List.of("ada", "grace", "linus", "margaret");
    private static final List<String> ATTACHED =
            List.of("AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy", "ReadOnlyAccess");
    private static final int KEY_ID = 16;

    private final String account;
    private final SeededRandom dice;
    private final Map<String, Integer> attachments = new LinkedHashMap<>();

    final List<ObjectNode> users = new ArrayList<>();
    final List<ObjectNode> groups = new ArrayList<>();
    final List<ObjectNode> roles = new ArrayList<>();
    final List<ObjectNode> profiles = new ArrayList<>();
    final List<ObjectNode> certificates = new ArrayList<>();
    final List<ObjectNode> providers = new ArrayList<>();
    /** Answers of one call each, by the user, access key or group that they are about. */
    final Map<String, ObjectNode> keys = new LinkedHashMap<>();

    final Map<String, ObjectNode> lastUsed = new LinkedHashMap<>();
    final Map<String, ObjectNode> devices = new LinkedHashMap<>();
    final Map<String, ObjectNode> members = new LinkedHashMap<>();
    final ObjectNode authorization = SampleJson.object();

    private final List<ObjectNode> userDetails = new ArrayList<>();
    private final List<ObjectNode> groupDetails = new ArrayList<>();
    private final List<ObjectNode> roleDetails = new ArrayList<>();

    PrincipalSample(long seed, String account) {
        this.account = account;
        this.dice = new SeededRandom(seed, "principals/" + account);
        SampleEstate.TEAMS.forEach(this::group);
        for (int i = 0; i < PEOPLE.size(); i++) {
            person(PEOPLE.get(i), SampleEstate.TEAMS.get(i));
        }
        builder();
        SampleEstate.TEAMS.forEach(team -> TIERS.forEach(tier -> machineRole(team, tier)));
        auditor();
        providers.add(SampleJson.object(provider -> provider.put("Arn", arn("saml-provider/acme-staff"))
                .put("ValidUntil", "2034-01-01T00:00:00+00:00")
                .put("CreateDate", dice.awsTime())));
        certificates.add(SampleJson.object(certificate -> certificate
                .put("Path", "/")
                .put("ServerCertificateName", "www.acme.example")
                .put("ServerCertificateId", unique("ASCA"))
                .put("Arn", arn("server-certificate/www.acme.example"))
                .put("UploadDate", dice.awsTime())
                .put("Expiration", "2027-01-31T00:00:00+00:00")));
        authorization.set("UserDetailList", SampleJson.array(userDetails));
        authorization.set("GroupDetailList", SampleJson.array(groupDetails));
        authorization.set("RoleDetailList", SampleJson.array(roleDetails));
        authorization.set("Policies", policies());
        authorization.put("IsTruncated", false);
    }

    /** The number of resources with policies: one for each principal, and the managed policies. */
    int authorizations() {
        return userDetails.size() + groupDetails.size() + roleDetails.size() + attachments.size();
    }

    ObjectNode summary() {
        return SampleJson.object(answer -> answer.putObject("SummaryMap")
                .put("AccountMFAEnabled", 1)
                .put("AccountAccessKeysPresent", 0)
                .put("AccountSigningCertificatesPresent", 0)
                .put("MFADevices", devices.size())
                .put("MFADevicesInUse", PEOPLE.size())
                .put("Users", users.size())
                .put("Groups", groups.size())
                .put("Roles", roles.size())
                .put("Policies", 1)
                .put("PolicyVersionsInUse", attachments.size())
                .put("InstanceProfiles", profiles.size())
                .put("Providers", providers.size())
                .put("ServerCertificates", certificates.size()));
    }

    /** The role that reads the account. */
    static RecordedAnswer reader(String account) {
        return RecordedAnswer.whole(
                "sts",
                "GetCallerIdentity",
                SampleJson.object()
                        .put("UserId", "AROA2EXAMPLEEXAMPLE7:cartostream")
                        .put("Account", account)
                        .put("Arn", "arn:aws:sts::" + account + ":assumed-role/auditor/cartostream"));
    }

    /** The answer for a name that has one. */
    static ObjectNode of(Map<String, ObjectNode> answers, String name) {
        return Objects.requireNonNull(answers.get(name), name);
    }

    private String arn(String resource) {
        return "arn:aws:iam::" + account + ":" + resource;
    }

    private String unique(String prefix) {
        return prefix + dice.hex(KEY_ID).toUpperCase(Locale.ROOT);
    }

    private ObjectNode principal(String kind, String path, String name, String prefix) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return SampleJson.object(principal -> principal
                .put("Path", path)
                .put(kind + "Name", name)
                .put(kind + "Id", unique(prefix))
                .put("Arn", arn(lower + path + name))
                .put("CreateDate", dice.awsTime()));
    }

    private void group(String team) {
        ObjectNode group = principal("Group", "/", team, "AGPA");
        groups.add(group);
        members.put(team, SampleJson.object(answer -> {
            answer.putArray("Users");
            answer.set("Group", group.deepCopy());
            answer.put("IsTruncated", false);
        }));
        ObjectNode detail = group.deepCopy();
        detail.set(
                "GroupPolicyList",
                inline("sessions", statement("Allow", "ssm:StartSession", "arn:aws:ec2:*:" + account + ":instance/*")));
        detail.set("AttachedManagedPolicies", attached(List.of("arn:aws:iam::aws:policy/ReadOnlyAccess")));
        groupDetails.add(detail);
    }

    private void person(String name, String team) {
        ObjectNode user = user("/", name);
        user.put("PasswordLastUsed", dice.awsTime());
        ((ArrayNode) of(members, team).path("Users")).add(user.deepCopy());
        device(name)
                .addObject()
                .put("UserName", name)
                .put("SerialNumber", arn("mfa/" + name))
                .put("EnableDate", dice.awsTime());
        ObjectNode detail = user.deepCopy();
        detail.remove("PasswordLastUsed");
        detail.set("GroupList", SampleJson.texts(List.of(team)));
        detail.set("AttachedManagedPolicies", SampleJson.array());
        userDetails.add(detail);
    }

    /** A user without a team, whose access key the builds use. */
    private void builder() {
        ObjectNode user = user("/ci/", "builder");
        String key = unique("AKIA");
        ((ArrayNode) of(keys, "builder").path("AccessKeyMetadata"))
                .addObject()
                .put("UserName", "builder")
                .put("AccessKeyId", key)
                .put("Status", "Active")
                .put("CreateDate", dice.awsTime());
        lastUsed.put(key, SampleJson.object(answer -> answer.put("UserName", "builder")
                .putObject("AccessKeyLastUsed")
                .put("LastUsedDate", dice.awsTime())
                .put("ServiceName", "ecr")
                .put("Region", "eu-west-1")));
        ObjectNode detail = user.deepCopy();
        detail.set("UserPolicyList", inline("push-images", statement("Allow", "ecr:PutImage", "*")));
        detail.set("GroupList", SampleJson.array());
        detail.set("AttachedManagedPolicies", attached(List.of(arn("policy/acme-boundary"))));
        userDetails.add(detail);
    }

    private ObjectNode user(String path, String name) {
        ObjectNode user = principal("User", path, name, "AIDA");
        users.add(user);
        ObjectNode answer = SampleJson.object();
        answer.putArray("AccessKeyMetadata");
        keys.put(name, answer.put("IsTruncated", false));
        device(name);
        return user;
    }

    private ArrayNode device(String name) {
        return devices.computeIfAbsent(name, key -> SampleJson.object().put("IsTruncated", false))
                .withArray("MFADevices");
    }

    private void machineRole(String team, String tier) {
        String name = team + "-" + tier;
        ObjectNode role = role(name, SampleJson.object().put("Service", "ec2.amazonaws.com"), "sts:AssumeRole");
        ObjectNode profile =
                principal("InstanceProfile", "/", name, "AIPA").put("Arn", arn("instance-profile/" + name));
        profile.putArray("Roles").add(role.deepCopy());
        profiles.add(profile);
        ObjectNode detail = role.deepCopy();
        detail.set(
                "RolePolicyList",
                inline("data", statement("Allow", "s3:GetObject", "arn:aws:s3:::acme-" + team + "-" + tier + "/*")));
        String further = "arn:aws:iam::aws:policy/" + dice.pick(ATTACHED);
        detail.set("AttachedManagedPolicies", attached(List.of(further, arn("policy/acme-boundary"))));
        roleDetails.add(detail);
    }

    /** A role that the network account and federated staff may assume. */
    private void auditor() {
        ObjectNode trusted = SampleJson.object().put("Federated", arn("saml-provider/acme-staff"));
        trusted.put("AWS", "arn:aws:iam::" + SampleEstate.NETWORK + ":root");
        ObjectNode detail = role("auditor", trusted, "sts:AssumeRoleWithSAML").deepCopy();
        detail.set("RolePolicyList", SampleJson.array());
        detail.set("AttachedManagedPolicies", attached(List.of("arn:aws:iam::aws:policy/ReadOnlyAccess")));
        roleDetails.add(detail);
    }

    private ObjectNode role(String name, ObjectNode trusted, String action) {
        ObjectNode role = principal("Role", "/", name, "AROA");
        ObjectNode statement = SampleJson.object().put("Effect", "Allow").put("Action", action);
        statement.set("Principal", trusted);
        role.set("AssumeRolePolicyDocument", document(statement));
        role.put("MaxSessionDuration", 3600);
        roles.add(role);
        return role;
    }

    private static ObjectNode statement(String effect, String action, String resource) {
        return SampleJson.object().put("Effect", effect).put("Action", action).put("Resource", resource);
    }

    private static ObjectNode document(ObjectNode statement) {
        ObjectNode document = SampleJson.object().put("Version", "2012-10-17");
        document.putArray("Statement").add(statement);
        return document;
    }

    private static ArrayNode inline(String name, ObjectNode statement) {
        ArrayNode policies = SampleJson.array();
        policies.addObject().put("PolicyName", name).set("PolicyDocument", document(statement));
        return policies;
    }

    private ArrayNode attached(List<String> arns) {
        ArrayNode list = SampleJson.array();
        for (String arn : arns) {
            attachments.merge(arn, 1, Integer::sum);
            list.addObject()
                    .put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                    .put("PolicyArn", arn);
        }
        return list;
    }

    private ArrayNode policies() {
        ArrayNode list = SampleJson.array();
        attachments.forEach((arn, count) -> list.add(SampleJson.object(policy -> {
            policy.put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1)).put("PolicyId", unique("ANPA"));
            policy.put("Arn", arn)
                    .put("Path", "/")
                    .put("DefaultVersionId", "v1")
                    .put("AttachmentCount", count);
            policy.put("IsAttachable", true).put("CreateDate", dice.awsTime());
            ObjectNode version = policy.putArray("PolicyVersionList").addObject();
            version.set(
                    "Document",
                    document(statement("Allow", "ec2:Describe*", "*").put("Sid", "Read")));
            version.put("VersionId", "v1").put("IsDefaultVersion", true);
        })));
        return list;
    }
}
