package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.SourceException.Retry;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the error codes of AWS and Google Cloud mean, as live calls and recorded answers carry them. */
public final class ErrorCodes {

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "Client.UnauthorizedOperation",
            "AuthorizationError",
            "Forbidden",
            "forbidden",
            "PERMISSION_DENIED",
            "403");
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "UnrecognizedClient",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired",
            "RequestExpired",
            "authError",
            "required",
            "UNAUTHENTICATED",
            "401");
    private static final Set<String> THROTTLED = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "TooManyRequests",
            "TooManyRequestsException",
            "EC2ThrottledException",
            "PriorRequestNotComplete",
            "BandwidthLimitExceeded",
            "SlowDown",
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "RESOURCE_EXHAUSTED",
            "429");
    private static final Set<String> REGION = Set.of("OptInRequired", "RegionDisabledException", "InvalidRegion");
    private static final Set<String> AWAY = Set.of(
            "ServiceUnavailable", "ServiceUnavailableException", "Unavailable", "backendError", "502", "503", "504");
    private static final Set<String> PASSING = Set.of("InternalError", "InternalFailure", "InternalServerError", "500");
    private static final Set<String> GONE = Set.of("notFound");
    private static final Pattern IN_CLI_TEXT = Pattern.compile("\\(([\\w.]+)\\)");
    private static final Pattern ACTION = Pattern.compile("not authorized to perform:? ([a-zA-Z0-9-]+:[a-zA-Z0-9]+)");
    private static final Pattern GOOGLE_ACTION =
            Pattern.compile("does not have ([a-zA-Z]+\\.[a-zA-Z]+\\.[a-zA-Z]+) (?:access|permission)");

    private ErrorCodes() {}

    /** The kind of failure. */
    public static FailureReason reason(String code) {
        if (DENIED.contains(code)) {
            return FailureReason.ACCESS_DENIED;
        }
        if (CREDENTIALS.contains(code)) {
            return FailureReason.INVALID_CREDENTIALS;
        }
        if (THROTTLED.contains(code)) {
            return FailureReason.THROTTLED;
        }
        if (REGION.contains(code)) {
            return FailureReason.UNSUPPORTED_REGION;
        }
        return AWAY.contains(code) ? FailureReason.UNREACHABLE : FailureReason.OTHER;
    }

    /** Whether the same call may succeed later. */
    public static Retry retry(String code) {
        if (THROTTLED.contains(code)) {
            return Retry.THROTTLED;
        }
        return AWAY.contains(code) || PASSING.contains(code) ? Retry.TRANSIENT : Retry.NEVER;
    }

    /**
     * Whether the code says that the resource is not there any more. A bare 404, or the like of it, does not: a proxy or a wrong
     * endpoint says the same of everything.
     */
    public static boolean gone(String code) {
        return GONE.contains(code) || code.startsWith("NoSuch") || code.endsWith(".NotFound");
    }

    /** The code in a text such as {@code An error occurred (AccessDenied) when calling …}; empty text if there is none. */
    public static String inText(String text) {
        Matcher matcher = IN_CLI_TEXT.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Whether a provider's message names the permission that lacks, as a denial by a policy does. */
    public static boolean namesPermission(String message) {
        return !permission(message, "").isEmpty();
    }

    /** The permission that a provider's message asks for; {@code otherwise} if it names none. */
    public static String permission(@Nullable String message, String otherwise) {
        if (message == null) {
            return otherwise;
        }
        Matcher aws = ACTION.matcher(message);
        if (aws.find()) {
            return aws.group(1);
        }
        Matcher google = GOOGLE_ACTION.matcher(message);
        return google.find() ? google.group(1) : otherwise;
    }

    /** A failure of that code; the missing permission is the one that the message names, else {@code permission}. */
    public static ReadFailure failure(String code, String operation, String permission, String message) {
        FailureReason reason = reason(code);
        String missing = reason == FailureReason.ACCESS_DENIED ? permission(message, permission) : null;
        return new ReadFailure(reason, operation, missing, message);
    }
}
