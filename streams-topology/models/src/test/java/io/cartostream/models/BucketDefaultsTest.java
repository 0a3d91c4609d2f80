package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bucket has none of is a fact, too: the payload is then {@code _parent} alone. */
final class BucketDefaultsTest {

    private static String facts(String type) throws Exception {
        return facts(type, "");
    }

    private static String facts(String type, String members) throws Exception {
        Scope scope = new Scope("aws", "000000000000", Scope.GLOBAL, type);
        String payload = "{'_parent': {'Bucket': 'logs'}" + members + "}";
        return FactText.of(ModelSet.load(null, true).factsOf(scope, "logs", payload.replace('\'', '"')));
    }

    private static String grant(String group) {
        return ", 'Owner': {'ID': 'o'}, 'Grants': [{'Permission': 'READ', 'Grantee': {'Type': 'Group',"
                + " 'URI': 'http://acs.amazonaws.com/groups/" + group + "'}}]";
    }

    @Test
    void shouldBePublicByAnAccessControlList() throws Exception {
        for (String group : List.of("global/AllUsers", "global/AuthenticatedUsers")) {
            assertThat(facts("s3.bucket-acl", grant(group)))
                    .contains("N|AWSS3Bucket|logs", "anonymous_access = true", "_ont_public = true");
        }
    }

    @Test
    void shouldNotTellOfPublicAccessByAnotherAccessControlList() throws Exception {
        assertThat(facts("s3.bucket-acl", grant("s3/LogDelivery")))
                .contains("N|AWSS3Acl|")
                .doesNotContain("N|AWSS3Bucket|logs", "anonymous_access");
    }

    /** As Cartography hashes its Python values: {@code None} for one that is absent. */
    @Test
    void shouldHashAbsentValuesOfAnAccessControlListAsNone() throws Exception {
        assertThat(facts(
                        "s3.bucket-acl",
                        ", 'Owner': {'ID': 'o'}, 'Grants': [{'Permission': 'READ', 'Grantee': {'Type': 'CanonicalUser',"
                                + " 'ID': 'c'}}]"))
                .contains(
                        "N|AWSS3Acl|400b54893717e7b897afd37578591171dea83f0635428d42cc0d232835bf5f6f",
                        "displayname = null",
                        "owner = null",
                        "uri = \"\"");
    }

    @Test
    void shouldNotBePublicWithoutAPolicy() throws Exception {
        assertThat(facts("s3.bucket-policy"))
                .contains("N|AWSS3Bucket|logs")
                .contains("anonymous_access = false", "anonymous_actions = []", "_ont_public = false")
                .doesNotContain("AWSS3PolicyStatement");
    }

    @Test
    void shouldNotBeEncryptedWithoutADefault() throws Exception {
        assertThat(facts("s3.bucket-encryption"))
                .contains("N|AWSS3Bucket|logs")
                .contains("default_encryption = false", "encryption_algorithm = null", "_ont_encrypted = false")
                .doesNotContain("AWSKMSKey");
    }
}
