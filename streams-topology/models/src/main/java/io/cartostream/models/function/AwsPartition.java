package io.cartostream.models.function;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The partitions of AWS: the second part of every ARN. */
public final class AwsPartition {
    /** The partition of all regions without a prefix in the table. */
    static final String STANDARD = "aws";

    private static final String ARN = "arn:";
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d+");
    private static final Map<String, String> BY_REGION = new TreeMap<>(Map.of(
            "cn-", "aws-cn",
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "us-isof-", "aws-iso-f",
            "eu-isoe-", "aws-iso-e",
            "eusc-", "aws-eusc"));

    private AwsPartition() {}

    /** The partition that an ARN or the name of a region belongs to; empty if the text is neither. */
    public static String of(String text) {
        if (text.startsWith(ARN)) {
            int end = text.indexOf(':', ARN.length());
            return end < 0 ? "" : text.substring(ARN.length(), end);
        }
        if (!REGION.matcher(text).matches()) {
            return "";
        }
        return BY_REGION.entrySet().stream()
                .filter(prefix -> text.startsWith(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(STANDARD);
    }

    /** The partition of the first text that tells one; the standard one if none does. */
    public static String ofFirst(String... texts) {
        for (String text : texts) {
            String partition = of(text);
            if (!partition.isEmpty()) {
                return partition;
            }
        }
        return STANDARD;
    }

    /** The domain under which the partition's services answer. */
    static String domain(String partition) {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
