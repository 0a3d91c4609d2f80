package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a statement's conditions fix who may come, or from where. Conditions are joined by "and", so one that narrows is
 * enough. It must compare a key that tells the caller, must fail for a request without that key, and each of its values must be
 * fixed: no wildcard, no policy variable, no wide range of addresses.
 */
final class NarrowingConditions {
    private static final String IF_EXISTS = "ifexists";
    private static final String FOR_ALL = "forallvalues:";
    private static final String FOR_ANY = "foranyvalue:";
    private static final String NULL = "null";

    /** Keys that tell the caller or the network; all others leave a statement open. */
    private static final Set<String> KEYS = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalservicename",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:sourceip",
            "aws:sourceorgid",
            "aws:sourceorgpaths",
            "aws:sourceowner",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:userid",
            "aws:vpcsourceip",
            "kms:calleraccount",
            "s3:dataaccesspointaccount",
            "s3:dataaccesspointarn",
            "s3:x-amz-server-side-encryption-aws-kms-key-id");

    /** Operators that match values given; the negated ones let all others in. */
    private static final Set<String> EXACT = Set.of("stringequals", "stringequalsignorecase");

    private static final Set<String> PATTERNS = Set.of("stringlike", "arnequals", "arnlike");
    private static final String ADDRESSES = "ipaddress";

    private static final Pattern WILDCARD = Pattern.compile(".*[*?].*", Pattern.DOTALL);
    /** {@code ${*}}, {@code ${?}} and {@code ${$}} are characters, no variables. */
    private static final Pattern VARIABLE = Pattern.compile(".*\\$\\{(?![*?$]}).*", Pattern.DOTALL);
    /** The name of an access point may be a pattern if account and region are fixed. */
    private static final Pattern ACCESS_POINT =
            Pattern.compile("arn:[a-z-]+:s3:[^:*?]*:\\d{12}:accesspoint[/:].*", Pattern.DOTALL);
    /** Units of one organization: the pattern begins below its id. */
    private static final Pattern ORGANIZATION_PATH = Pattern.compile("o-[a-z0-9]+/.*", Pattern.DOTALL);

    private NarrowingConditions() {}

    static boolean narrow(JsonNode conditions) {
        Set<String> required = required(conditions);
        for (Map.Entry<String, JsonNode> condition : conditions.properties()) {
            String operator = condition.getKey().toLowerCase(Locale.ROOT);
            for (Map.Entry<String, JsonNode> compared : condition.getValue().properties()) {
                String key = compared.getKey().toLowerCase(Locale.ROOT);
                if (KEYS.contains(key)
                        && (failsWithoutKey(operator) || required.contains(key))
                        && allFixed(plain(operator), key, PolicyFunctions.list(compared.getValue()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The keys that a request must have, by {@code Null: {key: false}}. It does not tell the key's value. */
    private static Set<String> required(JsonNode conditions) {
        Set<String> required = new HashSet<>();
        for (Map.Entry<String, JsonNode> condition : conditions.properties()) {
            if (condition.getKey().toLowerCase(Locale.ROOT).equals(NULL)) {
                for (Map.Entry<String, JsonNode> key : condition.getValue().properties()) {
                    ArrayNode values = PolicyFunctions.list(key.getValue());
                    if (values.size() == 1 && values.get(0).asText().equalsIgnoreCase("false")) {
                        required.add(key.getKey().toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return required;
    }

    /** {@code …IfExists} and {@code ForAllValues:} are true for a request without the key. */
    private static boolean failsWithoutKey(String operator) {
        return !operator.endsWith(IF_EXISTS) && !operator.startsWith(FOR_ALL);
    }

    private static String plain(String operator) {
        String name = operator.startsWith(FOR_ALL)
                ? operator.substring(FOR_ALL.length())
                : operator.startsWith(FOR_ANY) ? operator.substring(FOR_ANY.length()) : operator;
        return name.endsWith(IF_EXISTS) ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
    }

    /** Values are joined by "or", so each must be fixed. */
    private static boolean allFixed(String operator, String key, ArrayNode values) {
        boolean patterns = PATTERNS.contains(operator);
        if (!patterns && !EXACT.contains(operator) && !operator.equals(ADDRESSES)) {
            return false;
        }
        for (JsonNode value : values) {
            String text = value.asText();
            boolean fixed = operator.equals(ADDRESSES) ? AddressRange.isNarrow(text) : isFixed(text, key, patterns);
            if (!fixed) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFixed(String text, String key, boolean pattern) {
        if (VARIABLE.matcher(text).matches()) {
            return false;
        }
        if (!pattern || !WILDCARD.matcher(text).matches()) {
            return true;
        }
        return switch (key) {
            case "s3:dataaccesspointarn" -> ACCESS_POINT.matcher(text).matches();
            case "aws:principalorgpaths", "aws:sourceorgpaths" ->
                ORGANIZATION_PATH.matcher(text).matches();
            default -> false;
        };
    }
}
