package io.cartostream.models;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds model files: the built-in ones, which {@code models/index.txt} names, and those of a folder. */
final class ModelFiles {
    private static final String ROOT = "/models/";

    private ModelFiles() {}

    /** File name to text, in the order of the index. */
    static Map<String, String> builtIn() {
        Map<String, String> files = new LinkedHashMap<>();
        resource("index.txt")
                .lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(name -> files.put("models/" + name, resource(name)));
        return files;
    }

    private static String reason(Exception failure) {
        return failure instanceof NoSuchFileException ? "there is no such file" : String.valueOf(failure.getMessage());
    }

    private static String resource(String name) {
        try (InputStream in = ModelFiles.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new IllegalStateException("the built-in model file " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The YAML files of a folder and below it, sorted by path; an unreadable file is a problem. */
    static Map<String, String> in(Path folder, ModelProblems problems) {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> paths = found.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            for (Path path : paths) {
                files.put(path.toString(), Files.readString(path));
            }
        } catch (IOException | UncheckedIOException e) {
            problems.add(new SourceLocation(folder.toString(), 0), "cannot be read: " + reason(e));
        }
        return files;
    }
}
