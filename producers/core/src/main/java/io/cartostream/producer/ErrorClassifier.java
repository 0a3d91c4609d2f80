package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.SourceException.Retry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what a provider's error codes and messages mean, for live calls and recorded answers alike. HTTP status codes are known
 * to every classifier; each provider adds its own codes. Immutable.
 */
public final class ErrorClassifier {

    /** Knows HTTP status codes only. */
    public static final ErrorClassifier HTTP = builder().build();

    private final Map<String, FailureReason> reasons;
    private final Set<String> passing;
    private final Predicate<String> gone;
    private final @Nullable Pattern codeInText;
    private final List<Pattern> permissions;

    private ErrorClassifier(Builder builder) {
        this.reasons = Map.copyOf(builder.reasons);
        this.passing = Set.copyOf(builder.passing);
        this.gone = builder.gone;
        this.codeInText = builder.codeInText;
        this.permissions = List.copyOf(builder.permissions);
    }

    /** A classifier that knows HTTP status codes, to which a provider adds its own codes. */
    public static Builder builder() {
        return new Builder()
                .codes(FailureReason.ACCESS_DENIED, "403")
                .codes(FailureReason.INVALID_CREDENTIALS, "401")
                .codes(FailureReason.THROTTLED, "429")
                .codes(FailureReason.UNREACHABLE, "502", "503", "504")
                .passing("500");
    }

    /** The kind of failure; {@code OTHER} for an unknown code. */
    public FailureReason reason(String code) {
        return reasons.getOrDefault(code, FailureReason.OTHER);
    }

    /** Whether the same call may succeed later. */
    public Retry retry(String code) {
        FailureReason reason = reason(code);
        if (reason == FailureReason.THROTTLED) {
            return Retry.THROTTLED;
        }
        return reason == FailureReason.UNREACHABLE || passing.contains(code) ? Retry.TRANSIENT : Retry.NEVER;
    }

    /**
     * Whether the code says that the resource no longer exists. A bare 404 does not: a proxy or a wrong endpoint answers every
     * request with it.
     */
    public boolean gone(String code) {
        return gone.test(code);
    }

    /** The error code within a tool's error text; empty text if there is none. */
    public String codeIn(String text) {
        if (codeInText == null) {
            return "";
        }
        Matcher matcher = codeInText.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The missing permission that a message names, as a denial by a policy does. */
    public Optional<String> permissionIn(@Nullable String message) {
        if (message != null) {
            for (Pattern pattern : permissions) {
                Matcher matcher = pattern.matcher(message);
                if (matcher.find()) {
                    return Optional.of(matcher.group(1));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A failure of that code, which its message names. A missing permission is named only if access was denied: the one that the
     * message names, else {@code permission}.
     */
    public ReadFailure failure(String code, String operation, String permission, String message) {
        FailureReason reason = reason(code);
        String missing =
                reason == FailureReason.ACCESS_DENIED ? permissionIn(message).orElse(permission) : null;
        String text = message.contains(code) ? message : code + ": " + message;
        return new ReadFailure(reason, operation, missing, text, code.isEmpty() ? null : code);
    }

    /** Collects a provider's codes. One thread. */
    public static final class Builder {

        private final Map<String, FailureReason> reasons = new HashMap<>();
        private final Set<String> passing = new HashSet<>();
        private final List<Pattern> permissions = new ArrayList<>();
        private Predicate<String> gone = code -> false;
        private @Nullable Pattern codeInText;

        private Builder() {}

        /** Codes of one kind of failure. Throttled and unreachable services are asked again. */
        public Builder codes(FailureReason reason, String... codes) {
            for (String code : codes) {
                reasons.put(code, reason);
            }
            return this;
        }

        /** Codes of passing faults: the same call may succeed later. */
        public Builder passing(String... codes) {
            passing.addAll(List.of(codes));
            return this;
        }

        /** Which codes say that the resource no longer exists. */
        public Builder gone(Predicate<String> codes) {
            gone = codes;
            return this;
        }

        /** How a tool of the provider prints an error; group 1 is the code. */
        public Builder codeInText(Pattern pattern) {
            codeInText = pattern;
            return this;
        }

        /** How a denial names the missing permission; group 1 is the permission. */
        public Builder permission(Pattern pattern) {
            permissions.add(pattern);
            return this;
        }

        /** The classifier. */
        public ErrorClassifier build() {
            return new ErrorClassifier(this);
        }
    }
}
