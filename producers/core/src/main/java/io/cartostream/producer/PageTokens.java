package io.cartostream.producer;

import java.util.List;

/** By which members an answer says that a further page follows, in AWS's services and Google's. Their case does not count. */
public final class PageTokens {

    /** Members whose text asks for the next page; where an answer has several, the first that stands here. Empty: no further page. */
    public static final List<String> NEXT = List.of(
            "NextToken",
            "NextPageToken",
            "NextMarker",
            "NextContinuationToken",
            "Marker",
            "ContinuationToken",
            "PaginationToken");

    /** Flags that say so outright; where an answer has one, a token beside it is no further word. */
    public static final List<String> TRUNCATED = List.of("IsTruncated", "AdditionalRoutesAvailable");

    private PageTokens() {}

    /** Whether it is the name of such a flag. */
    public static boolean flags(String name) {
        return TRUNCATED.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Whether it is the name of a token's member. */
    public static boolean contains(String name) {
        return NEXT.stream().anyMatch(name::equalsIgnoreCase);
    }
}
