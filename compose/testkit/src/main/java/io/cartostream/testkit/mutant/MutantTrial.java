package io.cartostream.testkit.mutant;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a module's mutants in a temporary folder, and runs the tests on them. The working tree stays as it is. */
final class MutantTrial {
    /** What a mutant's own killer may take; the slowest takes a third on a busy machine with two cores. */
    private static final int SECONDS = 300;
    /** The killer of a mutant that loops. */
    static final String NEVER_ENDS = "never comes to rest";

    private final MutantList list;
    private final Path folder;
    private final Path classes;
    private final Path testClasses;
    private final JavaCompiler compiler =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed, not a JRE");
    /** Shared by all mutants, because it keeps the index of the class path. */
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

    MutantTrial(Path root, MutantList list, Path folder) {
        this.list = list;
        this.folder = folder;
        this.classes = root.resolve(list.module()).resolve("target/classes");
        this.testClasses = root.resolve(list.module()).resolve("target/test-classes");
    }

    /** Returns whether the killer that the list names fails with this mutant. */
    boolean isKilled(SourceMutant mutant) throws Exception {
        return firstFailure(compile(mutant), List.of(mutant.killer())).isPresent();
    }

    /** Returns the first test of the suite that fails with this mutant; empty if it survives. */
    Optional<String> search(SourceMutant mutant) throws Exception {
        return firstFailure(compile(mutant), list.suite());
    }

    /** Returns the first of these tests that fails without any mutant, for which it would be no killer; empty if all pass. */
    Optional<String> failsByItself(List<String> tests) throws Exception {
        return firstFailure(Files.createDirectories(folder.resolve("unchanged")), tests);
    }

    private Optional<String> firstFailure(Path mutated, List<String> tests) throws Exception {
        try (MutantClassLoader loader = new MutantClassLoader(List.of(mutated, classes, testClasses))) {
            MutantTests suite = new MutantTests(testClasses, loader);
            for (String test : tests) {
                Optional<String> failure = bounded(suite, test);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<String> bounded(MutantTests suite, String test) throws Exception {
        FutureTask<Optional<String>> run = new FutureTask<>(() -> suite.firstFailure(test));
        Thread thread = new Thread(run, test);
        thread.setDaemon(true);
        thread.start();
        try {
            return run.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return Optional.of(NEVER_ENDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Path compile(SourceMutant mutant) throws IOException {
        Path mutated = folder.resolve(mutant.name());
        if (Files.isDirectory(mutated)) {
            return mutated;
        }
        Files.createDirectories(mutated);
        Path copy = Files.createDirectories(folder.resolve(mutant.name() + "-source"))
                .resolve(Path.of(mutant.file()).getFileName());
        Files.writeString(copy, mutant.applyTo(list.sources()));
        StringWriter errors = new StringWriter();
        List<String> options = List.of(
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-d",
                mutated.toString(),
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"));
        boolean compiles = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(copy))
                .call();
        if (!compiles) {
            throw new IllegalStateException("'" + mutant.name() + "' does not compile: " + errors);
        }
        return mutated;
    }
}
