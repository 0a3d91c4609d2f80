package io.cartostream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a result to the file of {@code --output}, if one is named. */
final class ResultFile {

    private ResultFile() {}

    static void write(CommandSession session, BenchCommand.Options options, ObjectNode json) {
        Path output = options.output;
        if (output == null) {
            return;
        }
        try {
            Files.writeString(session.surroundings().directory().resolve(output), JsonOutput.pretty(json) + "\n");
        } catch (IOException e) {
            throw CommandFailure.failed("cannot write " + output + ": " + FailureText.of(e), e);
        }
    }
}
