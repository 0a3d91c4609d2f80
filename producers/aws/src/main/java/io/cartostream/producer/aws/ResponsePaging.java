package io.cartostream.producer.aws;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * How AWS's services page, read off the members of their requests and answers: {@code NextToken}, {@code Marker} with
 * {@code IsTruncated} or {@code NextMarker}, {@code ContinuationToken}; {@code MaxResults}, {@code MaxItems} and so on.
 */
final class ResponsePaging {

    private static final List<String> ASKED = List.of("NextToken", "Marker", "ContinuationToken", "PaginationToken");
    private static final List<String> SIZES =
            List.of("MaxResults", "MaxItems", "PageSize", "MaxRecords", "MaxBuckets", "ResourcesPerPage", "Limit");

    private ResponsePaging() {}

    /** Asks for that page; what the operation does not have is left out. */
    static void ask(SdkPojo request, PageRequest page) {
        String token = page.token();
        if (token != null) {
            first(request, ASKED).ifPresent(field -> field.set(request, token));
        }
        Integer size = page.size();
        if (size != null) {
            first(request, SIZES).ifPresent(field -> SdkRequests.set(request, field, size));
        }
    }

    /** The token of the next page; null if there is none. */
    private static @Nullable String next(SdkPojo answer) {
        return Boolean.FALSE.equals(truncated(answer)) ? null : token(answer);
    }

    /** True if the answer says that more follows but not where: the list is incomplete. */
    private static boolean breaksOff(SdkPojo answer) {
        return Boolean.TRUE.equals(truncated(answer)) && token(answer) == null;
    }

    /**
     * The token of the next page; null if there is none.
     *
     * @param before the token that led to this page
     * @throws SourceException if more follows and the answer does not say where
     */
    static @Nullable String following(String operation, SdkPojo page, @Nullable String before) throws SourceException {
        if (breaksOff(page)) {
            throw malformed(operation, "the service says that more follows, but gave no page token");
        }
        String token = next(page);
        if (token != null && token.equals(before)) {
            throw malformed(operation, "the service gave the same page token twice");
        }
        return token;
    }

    private static SourceException malformed(String operation, String problem) {
        return new SourceException(new ReadFailure(FailureReason.MALFORMED_ANSWER, operation, null, problem), null);
    }

    private static @Nullable Object truncated(SdkPojo answer) {
        return first(answer, AwsProvider.PAGE_TOKENS.truncated())
                .map(field -> field.getValueOrDefault(answer))
                .orElse(null);
    }

    private static @Nullable String token(SdkPojo answer) {
        return tokenMember(answer)
                .map(field -> field.getValueOrDefault(answer))
                .map(Object::toString)
                .filter(token -> !token.isEmpty())
                .orElse(null);
    }

    /** The answer's member that names the next page. */
    static Optional<SdkField<?>> tokenMember(SdkPojo answer) {
        return first(answer, AwsProvider.PAGE_TOKENS.next());
    }

    private static Optional<SdkField<?>> first(SdkPojo pojo, List<String> names) {
        for (String name : names) {
            for (SdkField<?> field : pojo.sdkFields()) {
                if (field.memberName().equalsIgnoreCase(name)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }
}
