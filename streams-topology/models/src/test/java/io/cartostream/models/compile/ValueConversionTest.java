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
                "datetime; \"2024-01-01T00:00:00+0000\"; Moment[value=2024-01-01T00:00Z]",
                "datetime; \"2025-10-10 00:00:00\"; Moment[value=2025-10-10T00:00Z]",
                "datetime; \"2026-01-31 12:34:56 UTC\"; Moment[value=2026-01-31T12:34:56Z]",
                "datetime; \"Fri, 10 Oct 2025 00:00:00 GMT\"; Moment[value=2025-10-10T00:00Z]",
                "datetime; 1481835795.536; Moment[value=2016-12-15T21:03:15.536Z]",
                "datetime; 1481835795; Moment[value=2016-12-15T21:03:15Z]",
                "datetime; -0.5; Moment[value=1969-12-31T23:59:59.500Z]",
                "datetime; \"9999-12-31T23:59:59Z\"; Moment[value=9999-12-31T23:59:59Z]",
                "epoch string; 1539534626; Text[value=1539534626.0]",
                "time string; \"2026-01-31T12:34:56\"; Text[value=2026-01-31 12:34:56+00:00]",
                "time string; \"2026-01-31T12:34:56.000Z\"; Text[value=2026-01-31 12:34:56+00:00]",
                "time string; \"2021-06-14T14:28:14.425000-04:00\"; Text[value=2021-06-14 18:28:14.425000+00:00]",
                "time string; \"2025-10-10 00:00:00+00:00\"; Text[value=2025-10-10 00:00:00+00:00]",
                "time string; \"Fri, 10 Oct 2025 00:00:00 GMT\"; Text[value=2025-10-10 00:00:00+00:00]",
                "time string; 1481835795.536; Text[value=2016-12-15 21:03:15.536000+00:00]",
                "time string; \"no_information\"; Text[value=no_information]",
                "list; [\"b\", null, \"a\", \"b\"]; Listing[values=[Text[value=b], Text[value=a], Text[value=b]]]",
                "set; [\"b\", null, \"a\", \"b\"]; Listing[values=[Text[value=a], Text[value=b]]]",
                "string or list; \"a\"; Text[value=a]",
                "string or list; [\"b\", \"a\"]; Listing[values=[Text[value=b], Text[value=a]]]",
                "set of long; [10, 9, 10]; Listing[values=[Whole[value=9], Whole[value=10]]]",
                "json; {\"b\": [1, {\"d\": 2.50, \"c\": true}], \"a\": null}; Text[value={\"b\": [1, {\"d\": 2.5, \"c\": true}], \"a\": null}]",
                "json; [\"é – 日 😀 \\u007f\"]; Text[value=[\"\\u00e9 \\u2013 \\u65e5 \\ud83d\\ude00 \\u007f\"]]",
                "json; [\"\\n\\\"\\\\/\\u0001\"]; Text[value=[\"\\n\\\"\\\\/\\u0001\"]]",
                "json; [1e16, 1e15, 1e-4, 1e-5, -1.5e300, 3.0, 10]; Text[value=[1e+16, 1000000000000000.0, 0.0001, 1e-05, -1.5e+300, 3.0, 10]]",
                "json; [{}, []]; Text[value=[{}, []]]",
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
                "long; 99999999999999999999",
                "long; 8.0",
                "double; 1e999",
                "double; \"NaN\"",
                "datetime; true",
                "time string; true",
                "datetime; 1e12",
                "datetime; 1e300",
                "datetime; \"+10000-01-01T00:00:00Z\"",
                "datetime; \"0000-01-01T00:00:00Z\"",
                "datetime; \"Fri, 99 Oct 2025 00:00:00 GMT\"",
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
