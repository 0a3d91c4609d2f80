package io.cartostream.models.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FunctionRegistryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable JsonNode call(String name, @Nullable String... arguments) {
        List<@Nullable JsonNode> values = new ArrayList<>();
        for (String argument : arguments) {
            values.add(argument == null ? null : json(argument));
        }
        return Objects.requireNonNull(FunctionRegistry.builtIn().find(name))
                .function()
                .apply(values);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldWriteTimesAsPythonDoes() {
        assertThat(call("python_time", "'2026-03-01T10:11:12+00:00'")).hasToString("\"2026-03-01 10:11:12+00:00\"");
        assertThat(call("python_time", "'2026-03-01T10:11:12Z'")).hasToString("\"2026-03-01 10:11:12+00:00\"");
        assertThat(call("python_time", "'soon'")).hasToString("\"soon\"");
        assertThat(call("python_time", (String) null)).isNull();
    }

    @Test
    void shouldListWhatMayStandAlone() {
        assertThat(call("as_list", "{'a':1}")).hasToString("[{\"a\":1}]");
        assertThat(call("as_list", "[1]")).hasToString("[1]");
        assertThat(call("last_part", "'arn:aws:iam::1:saml-provider/staff'", "'/'"))
                .hasToString("\"staff\"");
        assertThat(call("last_part", "'staff'", "'/'")).hasToString("\"staff\"");
    }

    @Test
    void shouldNameStatementsByTheirSidElseCountThem() {
        JsonNode statements = call(
                "policy_statements",
                "{'Statement':[{'Effect':'Deny','NotAction':'a'},{'Sid':'S','Resource':['x','y']},{'Sid':'','Action':['b']}]}");
        assertThat(statements)
                .hasToString("[{\"Effect\":\"Deny\",\"NotAction\":[\"a\"],\"Name\":\"1\",\"Number\":1},"
                        + "{\"Sid\":\"S\",\"Resource\":[\"x\",\"y\"],\"Name\":\"S\",\"Number\":2},"
                        + "{\"Sid\":\"\",\"Action\":[\"b\"],\"Name\":\"2\",\"Number\":3}]");
    }

    @Test
    void shouldTakeAPolicyAsTextAndOneStatementAsAList() {
        assertThat(Objects.requireNonNull(FunctionRegistry.builtIn().find("policy_statements"))
                        .function()
                        .apply(List.of(JSON.getNodeFactory().textNode("{\"Statement\":{\"Sid\":\"S\"}}"))))
                .hasToString("[{\"Sid\":\"S\",\"Name\":\"S\",\"Number\":1}]");
        assertThatThrownBy(() -> call("policy_statements", "'no policy'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
        assertThat(call("policy_statements", (String) null)).isNull();
    }

    @Test
    void shouldFindWhomATrustPolicyAllowsSomething() {
        assertThat(call(
                        "trusted_principals",
                        "{'Statement':[{'Effect':'Allow','Principal':{'AWS':['111111111111','arn:aws:iam::222222222222:root'],'Service':'s'}},"
                                + "{'Effect':'Allow','Principal':{'Service':['s']}},"
                                + "{'Effect':'Deny','Principal':{'Service':'no'}},{'Effect':'Allow','Principal':'*'}]}",
                        "'222222222222'",
                        "'aws'"))
                .hasToString(
                        "[{\"type\":\"AWS\",\"id\":\"arn:aws:iam::111111111111:root\",\"account\":\"111111111111\",\"foreign\":true},"
                                + "{\"type\":\"AWS\",\"id\":\"arn:aws:iam::222222222222:root\",\"account\":\"222222222222\",\"foreign\":false},"
                                + "{\"type\":\"Service\",\"id\":\"s\"}]");
    }

    @Test
    void shouldTakeAnArnApart() {
        assertThat(call("arn_parts", "'arn:aws:ec2:eu-west-1:1:instance/i-1'"))
                .hasToString(
                        "{\"partition\":\"aws\",\"service\":\"ec2\",\"region\":\"eu-west-1\",\"account\":\"1\","
                                + "\"resource\":\"instance/i-1\",\"type\":\"instance\",\"name\":\"i-1\",\"kind\":\"ec2:instance\"}");
        assertThat(Objects.requireNonNull(call("arn_parts", "'arn:aws:s3:::b'")).toString())
                .contains("\"type\":\"\"", "\"name\":\"b\"", "\"kind\":\"s3\"");
        assertThat(Objects.requireNonNull(call("arn_parts", "'arn:aws:rds:r:1:db:a:b/c'"))
                        .toString())
                .contains("\"name\":\"a:b/c\"", "\"kind\":\"rds:db\"");
        assertThat(call("arn_parts", "'i-1'")).isNull();
    }

    @Test
    void shouldNumberAndHash() {
        assertThat(call("numbered", "['a',['b']]"))
                .hasToString("[{\"number\":1,\"value\":\"a\"},{\"number\":2,\"value\":[\"b\"]}]");
        assertThat(call("numbered", "{'a':1}")).hasToString("[{\"number\":1,\"value\":{\"a\":1}}]");
        assertThat(call("sha256", "'abc'"))
                .hasToString("\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"");
    }

    @Test
    void shouldSayWhatAPolicyAllowsEverybody() {
        String read = "'Effect':'Allow','Action':['s3:GetObject','s3:Get*']";
        assertThat(publicly("{" + read + ",'Principal':'*'}"))
                .isEqualTo("{\"public\":true,\"actions\":[\"s3:Get*\",\"s3:GetObject\"]}");
        String closed = "{\"public\":false,\"actions\":[]}";
        assertThat(publicly("{'Effect':'Deny','Action':'s3:*','Principal':'*'}"))
                .isEqualTo(closed);
        assertThat(publicly("{" + read + ",'Principal':{'AWS':['arn:aws:iam::1:root']}}"))
                .isEqualTo(closed);
        assertThat(publicly("{" + read + ",'Principal':{'Service':'*'}}")).isEqualTo(closed);
        String all = "{" + read + ",'Principal':{'AWS':'*'},'Condition':";
        assertThat(publicly(all + "{'StringEquals':{'AWS:PrincipalOrgID':'o-1'}}}"))
                .isEqualTo(closed);
        assertThat(publicly(all + "{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','0.0.0.0/0']}}}"))
                .contains("true");
        assertThat(publicly(all + "{'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}}}"))
                .contains("true");
        assertThat(publicly(all + "{'Bool':{'aws:SecureTransport':'true'}}}")).contains("true");
        assertThat(publicly("{" + read + ",'NotPrincipal':{'AWS':'arn:aws:iam::1:root'}}"))
                .contains("true");
        assertThat(call("public_access", (String) null)).hasToString("{\"public\":false,\"actions\":[]}");
    }

    private static String publicly(String statement) {
        return String.valueOf(call("public_access", "{'Statement':" + statement + "}"));
    }
}
