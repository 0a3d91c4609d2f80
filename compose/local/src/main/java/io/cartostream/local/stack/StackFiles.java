package io.cartostream.local.stack;

import io.cartostream.cli.session.FailureText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The files of one stack.
 *
 * @param home the root of the repository, whose modules were built
 * @param state the folder that holds all state of one stack
 */
public record StackFiles(Path home, Path state) {

    /** The settings of this stack. */
    public Path settings() {
        return state.resolve("local.properties");
    }

    /** The defaults of the command line. */
    public Path commandLine() {
        return state.resolve("cartostream.properties");
    }

    /** Neo4j's password, mode 600. */
    public Path password() {
        return state.resolve("neo4j-password");
    }

    /** Exists while the topology may run: topics and subjects exist. */
    public Path deployed() {
        return state.resolve("deployed");
    }

    /** The log of one process. */
    public Path log(String name) {
        return state.resolve("logs").resolve(name + ".log");
    }

    /** The generated sample inventory. */
    public Path sample() {
        return state.resolve("sample");
    }

    /** The folder with one process's data. */
    public Path data(String part) {
        return state.resolve(part);
    }

    /** The class path of a module that {@code package} has built: its jar and its libraries. */
    public String classPath(String module) throws StackException {
        Path target = home.resolve(module).resolve("target");
        Path lib = target.resolve("lib");
        if (!Files.isDirectory(lib)) {
            throw new StackException(module + " is not built; run: mvn -q -Prun (in " + home + ")");
        }
        Path jar = target.resolve(module.substring(module.lastIndexOf('/') + 1) + "-0.1.0-SNAPSHOT.jar");
        Path own = ownJar(target);
        return (own == null ? jar : own) + ":" + lib + "/*";
    }

    private static @Nullable Path ownJar(Path target) throws StackException {
        try (var files = Files.newDirectoryStream(target, "*.jar")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.contains("-tests") && !name.contains("-sources")) {
                    return file;
                }
            }
            return null;
        } catch (IOException e) {
            throw new StackException("cannot read " + target + ": " + FailureText.of(e), e);
        }
    }

    /** Writes a file that only its owner may read, from its first byte on. */
    static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, text);
    }

    /** Removes the state folder's contents. */
    public void clean() throws IOException {
        if (!Files.isDirectory(state)) {
            return;
        }
        if (!Files.exists(settings()) && !Files.exists(state.resolve("logs"))) {
            try (var entries = Files.list(state)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(state + " does not look like a state folder of Cartostream; not removed");
                }
            }
        }
        Files.walkFileTree(state, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
