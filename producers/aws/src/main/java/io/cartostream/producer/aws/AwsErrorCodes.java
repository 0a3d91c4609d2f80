package io.cartostream.producer.aws;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ErrorClassifier;
import java.util.regex.Pattern;

/** The error codes of AWS's services, as answers and the AWS command line carry them. */
final class AwsErrorCodes {

    static final ErrorClassifier CLASSIFIER = ErrorClassifier.builder()
            .codes(
                    FailureReason.ACCESS_DENIED,
                    "AccessDenied",
                    "AccessDeniedException",
                    "UnauthorizedOperation",
                    "Client.UnauthorizedOperation",
                    "AuthorizationError",
                    "Forbidden")
            .codes(
                    FailureReason.INVALID_CREDENTIALS,
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
                    "RequestExpired")
            .codes(
                    FailureReason.THROTTLED,
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
                    "SlowDown")
            .codes(FailureReason.UNSUPPORTED_REGION, "OptInRequired", "RegionDisabledException", "InvalidRegion")
            .codes(FailureReason.UNREACHABLE, "ServiceUnavailable", "ServiceUnavailableException", "Unavailable")
            .passing("InternalError", "InternalFailure", "InternalServerError")
            .gone(code -> code.startsWith("NoSuch") || code.endsWith(".NotFound"))
            .codeInText(Pattern.compile("\\(([\\w.]+)\\)")) // An error occurred (AccessDenied) when calling …
            .permission(Pattern.compile("not authorized to perform:? ([a-zA-Z0-9-]+:[a-zA-Z0-9]+)"))
            .build();

    private AwsErrorCodes() {}
}
