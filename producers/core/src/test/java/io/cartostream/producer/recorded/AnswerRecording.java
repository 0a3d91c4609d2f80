package io.cartostream.producer.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a folder of recorded answers. */
final class AnswerRecording {

    static final String ACCOUNT = "000000000000";

    private final Path folder;
    private int answers;

    AnswerRecording(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    AnswerRecording ec2(String operation, String answer) {
        return ec2(operation, answer, "");
    }

    /** {@code further} is JSON to put into the manifest's line, e.g. {@code ,"page":1}. */
    AnswerRecording ec2(String operation, String answer, String further) {
        String file = "answer-" + ++answers + ".json";
        write(file, answer);
        return line("acme", "eu-west-1", "ec2", operation, ",\"file\":\"" + file + "\"" + further);
    }

    AnswerRecording iam(String operation, String answer, String further) {
        return global("iam", operation, answer, further);
    }

    AnswerRecording s3(String operation, String answer, String further) {
        return global("s3", operation, answer, further);
    }

    private AnswerRecording global(String service, String operation, String answer, String further) {
        String file = "answer-" + ++answers + ".json";
        write(file, answer);
        return line("acme", "global", service, operation, ",\"file\":\"" + file + "\"" + further);
    }

    AnswerRecording bucketPolicy(String bucket, String answer) {
        String file = "answer-" + ++answers + ".json";
        write(file, answer);
        return line(
                "globex",
                "global",
                "storage",
                "buckets.getIamPolicy",
                ",\"file\":\"" + file + "\",\"parameters\":{\"bucket\":\"" + bucket + "\"}");
    }

    AnswerRecording line(String provider, String region, String service, String operation, String further) {
        return manifest("{\"provider\":\"" + provider + "\",\"account\":\"" + ACCOUNT + "\",\"region\":\"" + region
                + "\",\"service\":\"" + service + "\",\"operation\":\"" + operation + "\"" + further + "}");
    }

    AnswerRecording manifest(String line) {
        write("manifest.jsonl", line + "\n");
        return this;
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
