package io.cartostream.patterns.value;

/** Matches texts with patterns of {@code *} (any text) and {@code ?} (any one character), in linear space and without regexes. */
public final class GlobMatcher {
    private GlobMatcher() {}

    /** Whether the whole text matches. A character is a code point. */
    public static boolean matches(String glob, String text) {
        int[] pattern = glob.codePoints().toArray();
        int[] characters = text.codePoints().toArray();
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < characters.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length && (pattern[p] == '?' || pattern[p] == characters[t])) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }
}
