package io.cartostream.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files of this repository and what its modules have built. */
public final class RepositoryFiles {

    private RepositoryFiles() {}

    /** The root of the repository: the system property {@code project.root}, or the grandparent of the working directory. */
    public static Path root() {
        return Path.of(System.getProperty("project.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    /** The class path of a module that copies its dependencies into {@code target/lib}. Fails if the module is not packaged. */
    static String classPath(String module) {
        Path target = root().resolve(module).resolve("target");
        return target.resolve("classes") + File.pathSeparator + built(target.resolve("lib")) + "/*";
    }

    /** Returns the path; fails if the build has not made it. */
    static Path built(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is missing: run `mvn package` first");
        }
        return path;
    }
}
