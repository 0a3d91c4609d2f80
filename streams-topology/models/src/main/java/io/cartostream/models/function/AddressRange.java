package io.cartostream.models.function;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of IP addresses in CIDR notation. */
final class AddressRange {
    private static final Pattern RANGE = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");
    private static final int WIDEST_V4 = 8;
    private static final int WIDEST_V6 = 32;
    private static final int BITS_V4 = 32;
    private static final int BITS_V6 = 128;

    private AddressRange() {}

    /** Whether the text is an address, or a range that S3 does not take for public: /8 or longer, /32 for IPv6. */
    static boolean isNarrow(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return false;
        }
        boolean v6 = range.group(1).indexOf(':') >= 0;
        String length = range.group(2);
        int prefix = length == null ? BITS_V6 : Integer.parseInt(length);
        boolean valid = length == null || prefix <= (v6 ? BITS_V6 : BITS_V4);
        return valid && prefix >= (v6 ? WIDEST_V6 : WIDEST_V4);
    }
}
