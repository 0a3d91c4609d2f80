package io.cartostream.models.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items of one answer keep their own identities. */
final class NetworkFunctionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String call(String name, @Nullable String... arguments) {
        List<@Nullable JsonNode> values = new ArrayList<>();
        for (String argument : arguments) {
            values.add(argument == null ? null : json(argument));
        }
        return String.valueOf(Objects.requireNonNull(FunctionRegistry.builtIn().find(name))
                .function()
                .apply(values));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldPreferTheBetterOfElementsWithOneKeyInAnyOrder() {
        String order = "'State=active,blackhole;Origin=static'";
        String dead = "{'Id':'a','State':'blackhole'}";
        String live = "{'Id':'a','State':'active','Origin':'learnt'}";
        String fixed = "{'Id':'a','State':'active','Origin':'static'}";
        String expected = "[{\"Id\":\"a\",\"State\":\"active\",\"Origin\":\"static\"}]";
        assertThat(call("preferred", "[" + dead + "," + live + "," + fixed + "]", "'Id,Other'", order))
                .isEqualTo(expected);
        assertThat(call("preferred", "[" + fixed + "," + live + "," + dead + "]", "'Id,Other'", order))
                .isEqualTo(expected);
    }

    @Test
    void shouldKeepElementsWithoutAKeyAndWithOtherKeys() {
        assertThat(call("preferred", "[{'State':'x'},{'State':'y'},{'Id':'a'},{'Id':'b'}]", "'Id'", "'State=x'"))
                .isEqualTo("[{\"State\":\"x\"},{\"State\":\"y\"},{\"Id\":\"a\"},{\"Id\":\"b\"}]");
        assertThat(call("preferred", null, "'Id'", "'State=x'")).isEqualTo("null");
    }

    @Test
    void shouldMarkTheElementWithTheFieldWhoseOtherValuesAreShared() {
        assertThat(call("mark_twins", "[{'N':1,'V4':'a'},{'N':1,'V6':'b'},{'N':2,'V6':'c'}]", "'N'", "'V6'"))
                .isEqualTo("[{\"N\":1,\"V4\":\"a\"},{\"N\":1,\"V6\":\"b\",\"_twin\":true},{\"N\":2,\"V6\":\"c\"}]");
    }

    @Test
    void shouldJoinPortsAsCartographyDoesWhereTheyCanBeToldApart() {
        assertThat(call("joined_ports", "443", "443", "'tcp'")).isEqualTo("\"443443\"");
        assertThat(call("joined_ports", "0", "65535", "'tcp'")).isEqualTo("\"065535\"");
        assertThat(call("joined_ports", "-1", "-1", "'icmp'")).isEqualTo("\"-1-1\"");
        assertThat(call("joined_ports", null, null, "'-1'")).isEqualTo("\"NoneNone\"");
        assertThat(call("joined_ports", "22", "22", "'tcp'")).isEqualTo("\"2222\"");
        assertThat(call("joined_ports", "2", "222", "'tcp'")).isEqualTo("\"2..222\"");
    }

    @Test
    void shouldJoinNoTwoPortRangesToOneText() {
        Set<String> joined = new HashSet<>();
        int ranges = 0;
        for (int from = 0; from < 1200; from += 1 + from / 130) {
            for (int to = from; to < 1200; to += 1 + to / 130) {
                joined.add(call("joined_ports", String.valueOf(from), String.valueOf(to), "'tcp'"));
                ranges++;
            }
        }
        assertThat(joined).hasSize(ranges);
    }

    @Test
    void shouldKeepTagsApartWhateverTheirKeysAndValuesContain() {
        assertThat(call("tag_id", "'env'", "'prod'")).isEqualTo("\"env:prod\"");
        assertThat(call("tag_id", "'a:b'", "'c'")).isEqualTo("\"a:b:c\"");
        assertThat(call("tag_id", "'a'", "'b:c'")).isEqualTo("\":1:a:b:c\"");
        assertThat(call("tag_id", "':1:a:b'", "'c'")).isEqualTo("\":6::1:a:b:c\"");
        assertThat(call("tag_id", "'empty'", "''")).isEqualTo("\"empty:\"");
        assertThat(call("tag_id", "'a'", null)).isEqualTo("null");
    }

    @Test
    void shouldFindTheClusterThatTheFirstKnownTagNames() {
        String named = "{'Key':'eks:cluster-name','Value':'named'}";
        String made = "{'Key':'alpha.eksctl.io/cluster-name','Value':'made'}";
        String shared = "{'Key':'kubernetes.io/cluster/shared','Value':'shared'}";
        String managed = "{'Key':'aws:eks:cluster-name','Value':'managed'}";
        assertThat(call("eks_cluster_name", "[" + managed + "," + shared + "," + made + "," + named + "]"))
                .isEqualTo("\"named\"");
        assertThat(call("eks_cluster_name", "[" + managed + "," + shared + "," + made + "]"))
                .isEqualTo("\"made\"");
        assertThat(call("eks_cluster_name", "[" + managed + "," + shared + "]")).isEqualTo("\"shared\"");
        assertThat(call("eks_cluster_name", "[" + managed + "]")).isEqualTo("\"managed\"");
        assertThat(call("eks_cluster_name", "[{'Key':'Name','Value':'x'}]")).isEqualTo("null");
    }

    @Test
    void shouldTakeTheIpv6AddressOfTheFirstInterface() {
        String second =
                "{'Attachment':{'DeviceIndex':1},'Ipv6Addresses':[{'Ipv6Address':'2::1','IsPrimaryIpv6':true}]}";
        String first =
                "{'Attachment':{'DeviceIndex':0},'Ipv6Addresses':[{'Ipv6Address':'1::1'},{'Ipv6Address':'1::2'}]}";
        assertThat(call("primary_ipv6", "[" + second + "," + first + "]", "'3::1'"))
                .isEqualTo("\"1::1\"");
        String primary = first.replace("'1::2'", "'1::2','IsPrimaryIpv6':true");
        assertThat(call("primary_ipv6", "[" + second + "," + primary + "]", null))
                .isEqualTo("\"1::2\"");
        assertThat(call("primary_ipv6", "[" + second + "]", "'3::1'")).isEqualTo("\"3::1\"");
        assertThat(call("primary_ipv6", null, null)).isEqualTo("null");
    }
}
