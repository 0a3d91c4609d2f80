package io.cartostream.models.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S3's meaning of "public", one row for each rule. */
final class PublicAccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static boolean isPublic(String statement) throws Exception {
        JsonNode policy = JSON.readTree("{\"Statement\": [" + statement.replace('\'', '"') + "]}");
        JsonNode access = Objects.requireNonNull(FunctionRegistry.builtIn().find("public_access"))
                .function()
                .apply(Collections.singletonList(policy));
        return Objects.requireNonNull(access).path("public").booleanValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true | 'Principal': '*'",
                "true | 'Principal': {'AWS': '*'}",
                "true | 'Principal': {'AWS': ['arn:aws:iam::111122223333:root', '*']}",
                "true | 'Principal': {'*': '*'}",
                "true | 'Principal': {'AWS': 'arn:aws:iam::*:root'}",
                "true | 'NotPrincipal': {'AWS': '111122223333'}",
                "false | 'Principal': {'AWS': '111122223333'}",
                "false | 'Principal': {'AWS': 'arn:aws-us-gov:iam::111122223333:role/r'}",
                "false | 'Principal': {'Service': 'cloudtrail.amazonaws.com'}",
                "false | 'Principal': {'CanonicalUser': '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'}",
            })
    void shouldBePublicForEveryPrincipalOnly(boolean expected, String principal) throws Exception {
        assertThat(isPublic("{'Effect': 'Allow', 'Action': 's3:*', " + principal + "}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // keys that tell the caller
                "false | 'StringEquals': {'aws:PrincipalOrgID': ['o-12345', 'o-67890']}",
                "false | 'StringEquals': {'AWS:PRINCIPALACCOUNT': '111122223333'}",
                "false | 'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/r'}",
                "false | 'ArnLike': {'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:t'}",
                "false | 'StringEquals': {'aws:SourceAccount': '111122223333'}",
                "false | 'StringEquals': {'aws:SourceOwner': '111122223333'}",
                "false | 'StringEquals': {'aws:SourceVpc': 'vpc-1'}",
                "false | 'StringEqualsIgnoreCase': {'aws:sourceVpce': 'VPCE-1'}",
                "false | 'StringEquals': {'aws:userid': 'AROAEXAMPLE:session'}",
                "false | 'StringEquals': {'s3:DataAccessPointAccount': '111122223333'}",
                "false | 'StringEquals': {'s3:x-amz-server-side-encryption-aws-kms-key-id': 'k'}",
                // keys that do not
                "true | 'StringLike': {'aws:Referer': 'https://acme.example/*'}",
                "true | 'Bool': {'aws:SecureTransport': 'true'}",
                "true | 'StringEquals': {'s3:prefix': 'public/'}",
                "true | 'DateLessThan': {'aws:CurrentTime': '2030-01-01T00:00:00Z'}",
                // values that are not fixed
                "true | 'StringLike': {'aws:PrincipalOrgID': 'o-*'}",
                "true | 'StringLike': {'aws:SourceVpc': 'vpc-?'}",
                "true | 'StringEquals': {'aws:PrincipalOrgID': '${aws:PrincipalTag/org}'}",
                "true | 'ArnLike': {'aws:SourceArn': 'arn:aws:s3:::*'}",
                "true | 'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam::*:role/A-*'}",
                "true | 'StringLike': {'aws:userid': 'AROAEXAMPLE:*'}",
                "true | 'StringLike': {'aws:SourceVpc': ['vpc-1', '*']}",
                "false | 'StringLike': {'aws:SourceVpc': ['vpc-1', 'vpc-2']}",
                "false | 'StringEquals': {'aws:SourceVpc': 'vpc-*'}",
                "false | 'StringLike': {'s3:DataAccessPointArn': 'arn:aws:s3:us-east-1:111122223333:accesspoint/*'}",
                "true | 'StringLike': {'s3:DataAccessPointArn': 'arn:aws:s3:us-east-1:*:accesspoint/*'}",
                "false | 'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-12345/r-1/*'}",
                "true | 'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-*/r-1/*'}",
                // operators
                "true | 'StringNotEquals': {'aws:SourceVpc': 'vpc-1'}",
                "true | 'StringNotLike': {'aws:SourceVpc': 'vpc-1'}",
                "true | 'ArnNotEquals': {'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/r'}",
                "true | 'NotIpAddress': {'aws:SourceIp': '192.0.2.0/24'}",
                "true | 'StringEqualsIfExists': {'aws:SourceVpc': 'vpc-1'}",
                "true | 'IpAddressIfExists': {'aws:SourceIp': '192.0.2.0/24'}",
                "true | 'ForAllValues:StringLike': {'aws:PrincipalOrgPaths': 'o-12345/*'}",
                "true | 'ForAllValues:StringEquals': {'aws:PrincipalOrgID': 'o-12345'}",
                "false | 'ForAnyValue:StringEquals': {'aws:PrincipalOrgID': 'o-12345'}",
                "true | 'Null': {'aws:PrincipalArn': 'false'}",
                "true | 'Null': {'aws:SourceVpce': false}",
                "true | 'Null': {'aws:SourceVpc': 'true'}",
                "false | 'ForAllValues:StringEquals': {'aws:PrincipalOrgID': 'o-1'}, 'Null': {'aws:principalorgid': 'false'}",
                "false | 'StringEqualsIfExists': {'aws:SourceVpc': 'vpc-1'}, 'Null': {'aws:SourceVpc': [false]}",
                "true | 'StringEqualsIfExists': {'aws:SourceVpc': 'vpc-1'}, 'Null': {'aws:SourceVpc': 'true'}",
                "true | 'Bool': {'aws:SourceVpc': 'vpc-1'}",
                // several conditions: one that narrows is enough
                "false | 'StringEquals': {'aws:PrincipalOrgID': 'o-1'}, 'StringLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/A-*'}",
                "false | 'StringLike': {'aws:Referer': '*', 'aws:SourceVpc': 'vpc-1'}",
                "true | 'StringEqualsIfExists': {'aws:SourceVpc': 'vpc-1'}, 'Bool': {'aws:SecureTransport': 'true'}",
                // ranges of addresses
                "true | 'IpAddress': {'aws:SourceIp': '0.0.0.0/0'}",
                "true | 'IpAddress': {'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1']}",
                "true | 'IpAddress': {'aws:SourceIp': '16.0.0.0/7'}",
                "true | 'IpAddress': {'aws:SourceIp': ['192.0.2.0/24', '0.0.0.0/1']}",
                "false | 'IpAddress': {'aws:SourceIp': '17.0.0.0/8'}",
                "false | 'IpAddress': {'aws:SourceIp': ['192.0.2.0/24', '198.51.100.7']}",
                "false | 'IpAddress': {'aws:VpcSourceIp': '10.0.0.0/8'}",
                "true | 'IpAddress': {'aws:SourceIp': '::/0'}",
                "true | 'IpAddress': {'aws:SourceIp': '2001::/31'}",
                "false | 'IpAddress': {'aws:SourceIp': '2001:db8::/32'}",
                "false | 'IpAddress': {'aws:SourceIp': '2001:db8::1'}",
                "true | 'IpAddress': {'aws:SourceIp': '${aws:SourceIp}'}",
                "true | 'IpAddress': {'aws:SourceIp': '10.0.0.0/64'}",
            })
    void shouldBePublicUnlessAConditionFixesTheCaller(boolean expected, String condition) throws Exception {
        assertThat(isPublic("{'Effect': 'Allow', 'Action': 's3:GetObject', 'Principal': '*', 'Condition': {" + condition
                        + "}}"))
                .isEqualTo(expected);
    }

    @Test
    void shouldIgnoreStatementsThatDeny() throws Exception {
        String deny = "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*',"
                + " 'Condition': {'StringNotEquals': {'aws:SourceVpc': 'vpc-1'}}}";
        assertThat(isPublic(deny)).isFalse();
        assertThat(isPublic("{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject'}, " + deny))
                .isTrue();
    }
}
