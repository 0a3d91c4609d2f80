package io.cartostream.models.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.models.declaration.ValueType;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueConversionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "string; \"x\"; Text[value=x]",
                "long; 7; Whole[value=7]",
                "long; \"123456789012\"; Whole[value=123456789012]",
                "double; 7; Real[value=7.0]",
                "boolean; false; Flag[value=false]",
                "datetime; \"2026-01-31T12:34:56+00:00\"; Moment[value=2026-01-31T12:34:56Z]",
                "datetime; \"2026-01-31T12:34:56Z\"; Moment[value=2026-01-31T12:34:56Z]",
                "datetime; \"2026-01-31T12:34:56.789Z\"; Moment[value=2026-01-31T12:34:56.789Z]",
                "datetime; \"2026-01-31T14:34:56+02:00\"; Moment[value=2026-01-31T12:34:56Z]",
                "datetime; \"2026-01-31T12:34:56\"; Moment[value=2026-01-31T12:34:56Z]",
                "datetime; \"2026-01-31 12:34:56+00:00\"; Moment[value=2026-01-31T12:34:56Z]",
                "epoch string; \"2018-10-14T16:30:26\"; Text[value=1539534626.0]",
                "seconds string; \"2018-10-14T16:30:26.5+00:00\"; Text[value=1539534626]",
                "time string; \"2026-01-31T12:34:56+00:00\"; Text[value=2026-01-31 12:34:56+00:00]",
                "time string; \"2026-01-31T12:34:56.222000+00:00\"; Text[value=2026-01-31 12:34:56.222000+00:00]",
                "time string; \"2026-01-31T12:34:56\"; Text[value=2026-01-31 12:34:56]",
                "time string; \"2026-01-31T12:34:56.000Z\"; Text[value=2026-01-31T12:34:56.000Z]",
                "list; [\"b\", null, \"a\", \"b\"]; Listing[values=[Text[value=b], Text[value=a], Text[value=b]]]",
                "set; [\"b\", null, \"a\", \"b\"]; Listing[values=[Text[value=a], Text[value=b]]]",
                "string or list; \"a\"; Text[value=a]",
                "string or list; [\"b\", \"a\"]; Listing[values=[Text[value=b], Text[value=a]]]",
                "set of long; [10, 9, 10]; Listing[values=[Whole[value=9], Whole[value=10]]]",
                "json; {\"b\": [1, {\"d\": 2, \"c\": 3}], \"a\": null}; Text[value={\"a\": null, \"b\": [1, {\"c\": 3, \"d\": 2}]}]",
            })
    void shouldGiveTheTypedValue(String type, String json, String expected) throws Exception {
        ValueType valueType = Objects.requireNonNull(ValueType.parse(type));
        assertThat(ValueConversion.to(valueType).convert(JSON.readTree(json), "p"))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "string; 1",
                "string; {}",
                "long; 1.5",
                "long; \"1.5\"",
                "long; 9223372036854775808",
                "double; \"1\"",
                "boolean; 1",
                "datetime; 7",
                "time string; 7",
                "seconds string; \"yesterday\"",
                "datetime; \"yesterday\"",
                "datetime; \"2026-02-30T00:00:00Z\"",
                "list; \"a\"",
                "list; [1]",
                "string or list; [1]",
                "string or list; {}"
            })
    void shouldRefuseAnotherShapeWithThePath(String type, String json) {
        ValueType valueType = Objects.requireNonNull(ValueType.parse(type));
        assertThatThrownBy(() -> ValueConversion.to(valueType).convert(JSON.readTree(json), "some.path"))
                .isInstanceOf(PayloadMismatchException.class)
                .hasMessageStartingWith("at some.path: expected ");
    }
}
