package io.cartostream.producer.aws;

import io.cartostream.producer.PageTokens;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * How AWS's services page, read off the members of their requests and answers: {@code NextToken}, {@code Marker} with
 * {@code IsTruncated} or {@code NextMarker}, {@code ContinuationToken}; {@code MaxResults}, {@code MaxItems} and so on.
 */
final class Pages {

    private static final List<String> ASKED = List.of("NextToken", "Marker", "ContinuationToken", "PaginationToken");
    private static final List<String> SIZES =
            List.of("MaxResults", "MaxItems", "PageSize", "MaxRecords", "MaxBuckets", "ResourcesPerPage", "Limit");

    private Pages() {}

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
    static @Nullable String next(SdkPojo answer) {
        return Boolean.FALSE.equals(truncated(answer)) ? null : token(answer);
    }

    /** Whether the answer says that more follows, and not where: what is listed is not all. */
    static boolean breaksOff(SdkPojo answer) {
        return Boolean.TRUE.equals(truncated(answer)) && token(answer) == null;
    }

    private static @Nullable Object truncated(SdkPojo answer) {
        return first(answer, List.of(PageTokens.TRUNCATED))
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
        return first(answer, PageTokens.NEXT);
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
