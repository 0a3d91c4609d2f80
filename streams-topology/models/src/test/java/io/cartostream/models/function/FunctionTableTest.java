package io.cartostream.models.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases in which the functions of models are easily wrong, one per line. Apostrophes are quotation marks. */
final class FunctionTableTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\1', textBlock = """
                    '0.0.0.0/0'                     ! true
                    '::/0'                          ! true
                    '10.0.0.0/8'                    ! false
                    '10.0.0.0/10'                   ! false
                    '10.0.0.0/20'                   ! false
                    '2001:db8::/30'                 ! true
                    '2001:db8::/32'                 ! false
                    ['10.0.0.0/10', '0.0.0.0/0']    ! true
                    ['10.0.0.0/10', '10.0.0.0/20']  ! false
                    """)
    void shouldTakeANetworkForEveryoneOnlyWhenItIs(String networks, boolean open) throws Exception {
        assertThat(isPublic("'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':" + networks + "}}"))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\1', textBlock = """
                    '*'                             ! true
                    'arn:aws:iam::*:root'           ! true
                    'arn:aws:iam::*:role/reader'    ! true
                    'arn:aws:iam::1:role/*'         ! false
                    'arn:aws:iam::1*:root'          ! false
                    'arn:aws:iam::111111111111:*'   ! false
                    '111111111111'                  ! false
                    """)
    void shouldTakeAPrincipalForEveryoneOnlyWhenItNamesEveryAccount(String principal, boolean open) throws Exception {
        assertThat(isPublic("'Principal':{'AWS':" + principal + "}")).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\1', textBlock = """
                    'arn:aws:sns:*:*:topic'                  ! true
                    'arn:aws:sns:*:111111111111:topic'       ! true
                    'arn:aws:sns:eu-west-1:111111111111:*'   ! true
                    'arn:aws:sns:eu-west-1:111111111111:t'   ! false
                    'arn:aws:s3:::bucket'                    ! false
                    """)
    void shouldTakeASourceForFixedOnlyWithoutAWildcard(String source, boolean open) throws Exception {
        assertThat(isPublic("'Principal':'*','Condition':{'ArnLike':{'aws:SourceArn':" + source + "}}"))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\1', textBlock = """
                    'a,b'        ! ['a','b']
                    'a, b ,c '   ! ['a','b','c']
                    ',a,, ,b,'   ! ['a','b']
                    ''           ! []
                    ' '          ! []
                    'a b'        ! ['a b']
                    """)
    void shouldSplitAListWithoutItsSpacesAndEmptyParts(String text, String parts) throws Exception {
        assertThat(call("split", text, "','")).isEqualTo(json(parts));
    }

    private static boolean isPublic(String statement) throws JsonProcessingException {
        JsonNode access =
                call("public_access", "{'Statement':{'Effect':'Allow','Action':'s3:GetObject'," + statement + "}}");
        return Objects.requireNonNull(access).path("public").booleanValue();
    }

    private static @Nullable JsonNode call(String name, String... arguments) throws JsonProcessingException {
        List<@Nullable JsonNode> values = new ArrayList<>();
        for (String argument : arguments) {
            values.add(json(argument));
        }
        return Objects.requireNonNull(FunctionRegistry.builtIn().find(name))
                .function()
                .apply(values);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
