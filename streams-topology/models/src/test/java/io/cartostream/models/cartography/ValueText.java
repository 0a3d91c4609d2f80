package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Listing;
import io.cartostream.models.fact.PropertyValue.Moment;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Property values as text with their type, so that ours and those of a golden graph can be compared. */
final class ValueText {
    /** A time without a zone as Python prints it; boto3's times have one. */
    private static final Pattern PRINTED_WITHOUT_ZONE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

    private ValueText() {}

    static String text(PropertyValue value) {
        if (value instanceof Text text) {
            return "\"" + text.value() + "\"";
        }
        if (value instanceof Whole whole) {
            return String.valueOf(whole.value());
        }
        if (value instanceof Real real) {
            return String.valueOf(real.value());
        }
        if (value instanceof Flag flag) {
            return String.valueOf(flag.value());
        }
        if (value instanceof Moment moment) {
            return "time " + moment.value().toInstant();
        }
        return ((Listing) value)
                .values().stream().map(ValueText::text).sorted().toList().toString();
    }

    /** A golden value. A time without a zone is taken for UTC, as the models take it. */
    static String text(JsonNode value) {
        if (value.has("$localdatetime")) {
            return "time "
                    + LocalDateTime.parse(value.get("$localdatetime").asText()).toInstant(ZoneOffset.UTC);
        }
        if (value.has("$datetime")) {
            return "time "
                    + OffsetDateTime.parse(value.get("$datetime").asText()).toInstant();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(text(item)));
            return items.stream().sorted().toList().toString();
        }
        if (!value.isTextual()) {
            return value.toString();
        }
        return "\"" + value.asText()
                + (PRINTED_WITHOUT_ZONE.matcher(value.asText()).matches() ? "+00:00" : "") + "\"";
    }
}
