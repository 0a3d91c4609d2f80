package io.cartostream.producer.gcp;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ErrorClassifier;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.SourceException.Retry;
import io.cartostream.producer.call.ConnectionText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns an exception of Google's client into a failure of the call. */
final class GcpErrors {

    private static final String REQUIRED = "required";

    /** The error codes of Google Cloud's APIs, as answers carry them. */
    static final ErrorClassifier CODES = ErrorClassifier.builder()
            .codes(FailureReason.ACCESS_DENIED, "forbidden", "PERMISSION_DENIED")
            .codes(FailureReason.INVALID_CREDENTIALS, "authError", REQUIRED, "UNAUTHENTICATED")
            .codes(FailureReason.THROTTLED, "rateLimitExceeded", "userRateLimitExceeded", "RESOURCE_EXHAUSTED")
            .codes(FailureReason.UNREACHABLE, "backendError")
            .gone("notFound"::equals)
            .permission(Pattern.compile("does not have ([a-zA-Z]+\\.[a-zA-Z]+\\.[a-zA-Z]+) (?:access|permission)"))
            .build();

    private static final int SERVER_ERROR = 500;
    private static final int UNAUTHORIZED = 401;

    private GcpErrors() {}

    static SourceException of(IOException problem, String operation, String permission, @Nullable URI endpoint) {
        if (problem instanceof HttpResponseException answer) {
            String code = code(answer);
            String message = message(answer);
            Retry retry = answer.getStatusCode() >= SERVER_ERROR ? Retry.TRANSIENT : CODES.retry(code);
            if (code.equals(REQUIRED) && answer.getStatusCode() != UNAUTHORIZED) {
                // a parameter is: of a bucket whose requesters pay, the project that does
                return new SourceException(
                        new ReadFailure(FailureReason.OTHER, operation, null, code + ": " + message, code),
                        retry,
                        answer);
            }
            return new SourceException(
                    CODES.failure(code, operation, permission, code + ": " + message), retry, answer);
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof Retryable refused && !refused.isRetryable()) {
                return credentials(operation, problem);
            }
        }
        String where = endpoint == null ? "Google Cloud" : endpoint.toString();
        String message = "no answer from " + where + ": " + ConnectionText.of(problem);
        // waiting does not help against an emulator that does not run
        Retry retry = endpoint != null && problem instanceof ConnectException ? Retry.NEVER : Retry.TRANSIENT;
        return new SourceException(
                new ReadFailure(FailureReason.UNREACHABLE, operation, null, message), retry, problem);
    }

    static SourceException credentials(String operation, IOException problem) {
        String message = "there are no usable Google credentials: " + problem.getMessage();
        return new SourceException(
                new ReadFailure(FailureReason.INVALID_CREDENTIALS, operation, null, message), problem);
    }

    static boolean denied(HttpResponseException answer) {
        return of(answer, "", "", null).failure().reason() == FailureReason.ACCESS_DENIED;
    }

    static boolean gone(SourceException problem) {
        return problem.getCause() instanceof HttpResponseException answer && CODES.gone(code(answer));
    }

    private static String code(HttpResponseException answer) {
        if (answer instanceof GoogleJsonResponseException json) {
            GoogleJsonError details = json.getDetails();
            if (details != null
                    && details.getErrors() != null
                    && !details.getErrors().isEmpty()) {
                String reason = details.getErrors().get(0).getReason();
                if (reason != null && !reason.isBlank()) {
                    return reason;
                }
            }
        }
        return Integer.toString(answer.getStatusCode());
    }

    private static String message(HttpResponseException answer) {
        if (answer instanceof GoogleJsonResponseException json
                && json.getDetails() != null
                && json.getDetails().getMessage() != null) {
            return json.getDetails().getMessage();
        }
        String status = answer.getStatusMessage();
        return status == null ? "the service gave no reason" : status;
    }
}
