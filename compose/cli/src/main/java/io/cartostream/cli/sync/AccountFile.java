package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of a file: {@code ID[,ROLE[,EXTERNAL-ID]]} per line. */
final class AccountFile {

    private AccountFile() {}

    /**
     * A line.
     *
     * @param id twelve digits
     * @param role role name; null for the one given by option
     * @param externalId external id; null for the one given by option
     */
    record Line(String id, @Nullable String role, @Nullable String externalId) {}

    static List<Line> read(Path path) {
        List<String> texts;
        try {
            texts = Files.readAllLines(path);
        } catch (IOException e) {
            throw CommandFailure.usage("cannot read " + path + ": " + FailureText.of(e));
        }
        List<Line> lines = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).replaceAll("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            String[] parts = text.split("\\s*,\\s*", -1);
            if (parts.length > 3 || !parts[0].matches("\\d{12}")) {
                problems.add(
                        path + ":" + (i + 1) + ": not an account (12 digits[,role[,external id]]): '" + text + "'");
            } else {
                lines.add(new Line(parts[0], part(parts, 1), part(parts, 2)));
            }
        }
        if (lines.isEmpty() && problems.isEmpty()) {
            problems.add(path + ": the file names no account");
        }
        if (!problems.isEmpty()) {
            throw CommandFailure.usage(String.join("\n  ", problems));
        }
        return lines;
    }

    private static @Nullable String part(String[] parts, int index) {
        return parts.length > index && !parts[index].isEmpty() ? parts[index] : null;
    }
}
