package io.cartostream.local.report;

import java.util.ArrayList;
import java.util.List;

/** Blocks of lines side by side. */
final class TextColumns {

    private static final int GAP = 4;

    private TextColumns() {}

    /** The left lines, padded to one width, with the right ones beside them. */
    static List<String> beside(List<String> left, List<String> right) {
        int width = left.stream().mapToInt(String::length).max().orElse(0) + GAP;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String first = i < left.size() ? left.get(i) : "";
            String second = i < right.size() ? right.get(i) : "";
            lines.add((first + " ".repeat(width - first.length()) + second).stripTrailing());
        }
        return lines;
    }
}
