package io.cartostream.producer.aws;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.SourceException.Retry;
import io.cartostream.producer.call.ConnectionText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.regions.Region;

/** Turns an exception of the SDK into a failure of the call. */
final class AwsErrors {

    private static final Set<String> CREDENTIALS_REFUSED =
            Set.of("AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException", "401");
    private static final Pattern ABOUT_CREDENTIALS = Pattern.compile(
            "(?i)\\b(?:(?:load|fetch|retrieve|refresh|resolve|parse|find|contained|no|process-based) credentials?"
                    + "|credentials? (?:providers?|refreshing|source|file|path|version|have been disabled)"
                    + "|credential_source|IMDS (?:token|credentials)"
                    + "|(?:the|for|source|of|invalid) profile\\b|profile (?:file|')|' profile\\b"
                    + "|SSO (?:session|token|login|OIDC|related|service))");
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;

    private AwsErrors() {}

    /**
     * The failure of the call.
     *
     * @throws InterruptedException if an interrupt ended the call
     */
    static SourceException of(SdkException problem, CallTarget target) throws InterruptedException {
        if (problem instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            Thread.interrupted();
            throw (InterruptedException)
                    new InterruptedException("interrupted in " + target.operation()).initCause(problem);
        }
        if (problem instanceof SdkServiceException answer) {
            return answered(answer, target);
        }
        return unanswered(problem, target);
    }

    private static SourceException answered(SdkServiceException answer, CallTarget target) {
        String code = code(answer);
        String message = code + ": " + message(answer);
        if (target.knownGood() && CREDENTIALS_REFUSED.contains(code)) {
            ReadFailure disabled = new ReadFailure(
                    FailureReason.UNSUPPORTED_REGION,
                    target.operation(),
                    null,
                    message + " (the credentials are valid elsewhere: the region " + target.region()
                            + " is probably not enabled for the account)",
                    code);
            return new SourceException(disabled, answer);
        }
        Retry retry = AwsErrorCodes.CLASSIFIER.retry(code);
        if (answer.isThrottlingException()) {
            retry = Retry.THROTTLED;
        } else if (answer.statusCode() >= SERVER_ERROR || answer.isClockSkewException()) {
            retry = Retry.TRANSIENT;
        }
        ReadFailure failure = AwsErrorCodes.CLASSIFIER.failure(code, target.operation(), target.permission(), message);
        if (retry == Retry.THROTTLED) {
            failure = new ReadFailure(FailureReason.THROTTLED, target.operation(), null, message, code);
        }
        return new SourceException(failure, retry, answer);
    }

    /** The service's error code; empty if the failure is not an answer of the service. */
    static String code(SourceException problem) {
        return problem.getCause() instanceof SdkServiceException answer ? code(answer) : "";
    }

    private static String code(SdkServiceException answer) {
        if (answer instanceof AwsServiceException aws) {
            AwsErrorDetails details = aws.awsErrorDetails();
            if (details != null
                    && details.errorCode() != null
                    && !details.errorCode().isBlank()) {
                return details.errorCode();
            }
        }
        return Integer.toString(answer.statusCode());
    }

    private static String message(SdkServiceException answer) {
        if (answer instanceof AwsServiceException aws) {
            AwsErrorDetails details = aws.awsErrorDetails();
            if (details != null && details.errorMessage() != null) {
                return details.errorMessage();
            }
        }
        // Java's HTTP client drops the body of a 401, with which EC2 answers AuthFailure
        return answer.statusCode() == UNAUTHORIZED ? "the credentials were refused" : "the service gave no reason";
    }

    private static SourceException unanswered(SdkException problem, CallTarget target) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(problem.getMessage());
        if (aboutCredentials(problem)) {
            return never(
                    FailureReason.INVALID_CREDENTIALS,
                    target,
                    "there are no usable AWS credentials: " + shortened(message)
                            + ". Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile, or log in",
                    problem);
        }
        if (root instanceof UnknownHostException
                && target.endpoint() == null
                && !Region.regions().contains(Region.of(target.region()))) {
            return never(
                    FailureReason.UNSUPPORTED_REGION,
                    target,
                    "there is no AWS region '" + target.region() + "' (unknown host " + root.getMessage() + ")",
                    problem);
        }
        boolean timeout =
                problem instanceof ApiCallTimeoutException || problem instanceof ApiCallAttemptTimeoutException;
        if (timeout || root instanceof IOException) {
            String why = timeout ? message : ConnectionText.of(root);
            return new SourceException(
                    new ReadFailure(
                            FailureReason.UNREACHABLE,
                            target.operation(),
                            null,
                            "no answer from " + target.where() + ": " + why),
                    // waiting does not help against an emulator that does not run
                    target.endpoint() != null && root instanceof ConnectException ? Retry.NEVER : Retry.TRANSIENT,
                    problem);
        }
        return never(FailureReason.OTHER, target, message, problem);
    }

    /** Without the inner lists that the SDK prints. */
    private static String shortened(String message) {
        if (message.startsWith("Unable to load credentials from any of the providers")) {
            return "none in the environment, in a profile, or of a container or instance";
        }
        int inner = message.indexOf(": ProfileFile(");
        return inner < 0 ? message : message.substring(0, inner);
    }

    /** Reads messages, because the SDK has no exception class for most of these failures. */
    static boolean aboutCredentials(SdkException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && ABOUT_CREDENTIALS.matcher(message).find()) {
                return true;
            }
        }
        return false;
    }

    private static SourceException never(
            FailureReason reason, CallTarget target, String message, @Nullable Throwable cause) {
        return new SourceException(new ReadFailure(reason, target.operation(), null, message), cause);
    }
}
