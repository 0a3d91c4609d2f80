package io.cartostream.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads the ends of log files. */
public final class LogTail {

    private LogTail() {}

    /** The last lines of a file, oldest first; none if it does not exist. */
    public static List<String> tail(Path log, int lines) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** The line of a failed process's log that most likely says why; empty if there is none. */
    static String lastTelling(Path log) {
        try {
            List<String> lines = tail(log, 200);
            String last = "";
            for (String line : lines) {
                String lower = line.toLowerCase(Locale.ROOT);
                boolean frame = line.startsWith("\tat ") || line.startsWith("    at ") || line.startsWith("\t...");
                if (!frame && (lower.contains("error") || lower.contains("exception") || lower.contains("in use"))) {
                    last = line.strip().replaceFirst("^Caused by: ", "");
                }
            }
            if (last.isEmpty() && !lines.isEmpty()) {
                last = lines.get(lines.size() - 1).strip();
            }
            return last.length() > 300 ? last.substring(0, 300) + "…" : last;
        } catch (IOException e) {
            return "";
        }
    }
}
