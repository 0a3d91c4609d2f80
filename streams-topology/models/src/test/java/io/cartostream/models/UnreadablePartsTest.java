package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.DerivedFacts.PartProblem;
import io.cartostream.models.fact.DerivedFacts.PartProblem.Kind;
import io.cartostream.models.fact.PayloadException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A part of a payload that cannot be read costs itself, not the resource; two items with one id are never mixed. */
final class UnreadablePartsTest {
    private static final String STATEMENTS = """
            {"Statement": [
              {"Sid": "1", "Effect": "Allow", "Action": ["s3:A", "s3:B"], "Resource": "r1"},
              {"Sid": "", "Effect": "Deny", "Action": "s3:C", "Resource": "r2", "Condition": {"Bool": {"k": true}}},
              {"Effect": "Allow", "Action": "s3:*", "Resource": ["r3", "r4"]}]}""";

    private static DerivedFacts derive(String type, String payload) throws Exception {
        String region = type.startsWith("ec2") ? "eu-west-1" : Scope.GLOBAL;
        return ModelSet.load(null, true).derive(new Scope("aws", "000000000000", region, type), "r", payload);
    }

    private static List<String> problems(DerivedFacts derived) {
        return derived.problems().stream()
                .map(problem -> problem.kind() + " " + problem.message())
                .toList();
    }

    private static String role(String trust, String policy) {
        return "{\"Arn\": \"arn:aws:iam::000000000000:role/r\", \"RoleName\": \"r\", \"Path\": \"/\","
                + " \"AssumeRolePolicyDocument\": " + trust
                + ", \"RolePolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\": " + policy + "}]}";
    }

    private static String encoded(String document) {
        return '"' + URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20") + '"';
    }

    @Test
    void shouldKeepStatementsApartWhenASidIsANumber() throws Exception {
        DerivedFacts derived = derive("iam.role-policies", role("null", STATEMENTS));
        assertThat(derived.problems()).isEmpty();
        assertThat(FactText.of(derived.facts()))
                .contains(
                        "/inline_policy/p/statement/1", "/inline_policy/p/statement/2", "/inline_policy/p/statement/3")
                .contains("action = [\"s3:A\", \"s3:B\"]\n  condition = null\n  effect = \"Allow\"")
                .contains(
                        "action = [\"s3:C\"]\n  condition = \"[{\\\"Bool\\\": {\\\"k\\\": true}}]\"\n  effect = \"Deny\""
                                .replace("\\\"", "\""))
                .contains("action = [\"s3:*\"]\n  condition = null\n  effect = \"Allow\"");
    }

    @Test
    void shouldKeepStatementsOfManagedPoliciesApartAsWell() throws Exception {
        DerivedFacts derived = derive(
                "iam.managed-policy",
                "{\"Arn\": \"arn:aws:iam::000000000000:policy/p\", \"PolicyName\": \"p\", \"AttachmentCount\": 1,"
                        + " \"PolicyVersionList\": [{\"IsDefaultVersion\": true, \"Document\": " + STATEMENTS + "}]}");
        assertThat(derived.problems()).isEmpty();
        assertThat(FactText.of(derived.facts()).lines().filter(line -> line.startsWith("N|AWSPolicyStatement")))
                .hasSize(3);
    }

    @Test
    void shouldTakeOneItemAsAWholeWhenTwoHaveOneId() throws Exception {
        String one = "{\"Sid\": \"a\", \"Effect\": \"Allow\", \"Action\": \"s3:A\"}";
        String other = "{\"Sid\": \"a\", \"Effect\": \"Deny\", \"Resource\": \"r\"}";
        String policy = "{\"Statement\": [%s, %s]}";
        DerivedFacts derived = derive("iam.role-policies", role("null", policy.formatted(one, other)));
        assertThat(problems(derived))
                .containsExactly(
                        Kind.DUPLICATE_ID
                                + " at N|AWSPolicyStatement|arn:aws:iam::000000000000:role/r/inline_policy/p/statement/a: two"
                                + " items have this id and differ in action, effect, resource; one of them is taken as a whole");
        assertThat(FactText.of(derived.facts()))
                .contains("action = [\"s3:A\"]\n  condition = null\n  effect = \"Allow\"", "resource = null");
        assertThat(derive("iam.role-policies", role("null", policy.formatted(other, one))))
                .isEqualTo(derived);
    }

    @Test
    void shouldReadUrlEncodedDocumentsLikeDecodedOnes() throws Exception {
        String trust = "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"s+x.amazonaws.com\"}}}";
        assertThat(derive("iam.role", role(encoded(trust), "{}"))).isEqualTo(derive("iam.role", role(trust, "{}")));
        assertThat(derive("iam.role-policies", role("null", encoded(STATEMENTS))))
                .isEqualTo(derive("iam.role-policies", role("null", STATEMENTS)));
    }

    @Test
    void shouldKeepARoleWhoseTrustPolicyCannotBeRead() throws Exception {
        DerivedFacts derived = derive("iam.role", role("\"%7Bnot\"", "{}"));
        assertThat(FactText.of(derived.facts()))
                .contains("N|AWSRole|arn:aws:iam::000000000000:role/r", "name = \"r\"", "path = \"/\"");
        assertThat(problems(derived))
                .containsExactly(Kind.PART_SHAPE
                        + " at trusted_principals(…): expected a policy document, found a text that is not JSON");
        assertThat(derived.unread())
                .contains("iam.role#AWSRole-TRUSTS_AWS_PRINCIPAL->AWSPrincipal", "iam.role#AWSServicePrincipal")
                .doesNotContain("iam.role#AWSRole");
    }

    @Test
    void shouldKeepAPolicyWhoseDocumentCannotBeRead() throws Exception {
        DerivedFacts derived = derive("iam.role-policies", role("null", "\"[]\""));
        assertThat(FactText.of(derived.facts()))
                .contains("N|AWSInlinePolicy|arn:aws:iam::000000000000:role/r/inline_policy/p");
        assertThat(problems(derived)).singleElement().asString().contains("found JSON that is no object");
        assertThat(derived.unread()).contains("iam.role-policies#AWSPolicyStatement");
    }

    @Test
    void shouldNotKnowWhetherABucketIsPublicWhenItsPolicyCannotBeRead() throws Exception {
        DerivedFacts derived = derive("s3.bucket-policy", "{\"_parent\": {\"Bucket\": \"b\"}, \"Policy\": \"{\"}");
        assertThat(FactText.of(derived.facts())).contains("anonymous_access = null");
        assertThat(derived.problems()).hasSize(1);
    }

    @Test
    void shouldRefuseAValueThatDoesNotFitAndTakeTheRest() throws Exception {
        DerivedFacts derived = derive(
                "ec2.volume",
                "{\"VolumeId\": \"vol-1\", \"Size\": 99999999999999999999, \"Iops\": \"3000\", \"State\": \"available\","
                        + " \"CreateTime\": \"+10000-01-01T00:00:00Z\"}");
        assertThat(FactText.of(derived.facts()))
                .contains("N|AWSEBSVolume|vol-1", "size = null", "state = \"available\"", "createtime = null");
        assertThat(problems(derived))
                .containsExactlyInAnyOrder(
                        Kind.PART_SHAPE
                                + " at Size: expected an integer of 64 bits, found a number '99999999999999999999'",
                        Kind.PART_SHAPE
                                + " at CreateTime: expected a time of the years 1 to 9999, found '+10000-01-01T00:00:00Z'");
        assertThat(derived.unread()).isEmpty();
        assertThat(problems(derive("ec2.volume", "{\"VolumeId\": \"vol-1\", \"Size\": 8.0}")))
                .containsExactly(Kind.PART_SHAPE + " at Size: expected an integer of 64 bits, found a number '8.0'");
    }

    @Test
    void shouldNameWhatIsIncompleteWhenAListCannotBeRead() throws Exception {
        DerivedFacts derived = derive(
                "ec2.vpc",
                "{\"VpcId\": \"vpc-1\", \"IsDefault\": \"yes\", \"CidrBlockAssociationSet\": {}, \"State\": \"available\"}");
        assertThat(FactText.of(derived.facts()))
                .contains("N|AWSVpc|vpc-1", "is_default = null", "state = \"available\"");
        assertThat(derived.problems())
                .extracting(PartProblem::message)
                .contains("at IsDefault: expected a boolean, found a string")
                .anyMatch(message -> message.contains("CidrBlockAssociationSet")
                        && message.endsWith("expected a list, found an object"));
        assertThat(derived.unread()).contains("ec2.vpc#AWSCidrBlock").doesNotContain("ec2.vpc#AWSVpc");
    }

    @Test
    void shouldRefuseAResourceWithABadId() {
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> derive("ec2.vpc", "{\"VpcId\": {}, \"State\": \"available\"}"))
                .withMessageContaining("at VpcId: expected an id (a string or an integer), found an object");
    }
}
