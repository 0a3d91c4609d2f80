package io.cartostream.producer;

import java.util.List;

/**
 * The members by which a provider's answers announce a further page. The case of names does not count.
 *
 * @param next members whose text asks for the next page, in order of preference; an empty text means that no page follows
 * @param truncated flags that say outright whether a page follows; where an answer has one, its tokens do not count
 */
public record PageTokens(List<String> next, List<String> truncated) {

    /** For a provider whose answers are never paged. */
    public static final PageTokens NONE = new PageTokens(List.of(), List.of());

    /** Copies its lists. */
    public PageTokens {
        next = List.copyOf(next);
        truncated = List.copyOf(truncated);
    }

    /** Whether a member of that name is a flag. */
    public boolean isFlag(String name) {
        return truncated.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Whether a member of that name holds a token. */
    public boolean isToken(String name) {
        return next.stream().anyMatch(name::equalsIgnoreCase);
    }
}
