package io.cartostream.testkit.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a module's tests, named by the simple name of their class and, optionally, of one method. */
final class MutantTests {
    private final Path testClasses;
    private final ClassLoader loader;

    MutantTests(Path testClasses, ClassLoader loader) {
        this.testClasses = testClasses;
        this.loader = loader;
    }

    /**
     * Runs one test or all tests of a class.
     *
     * @return the first test that fails, as {@code Class#method}; empty if all pass
     */
    Optional<String> firstFailure(String test) throws IOException, ClassNotFoundException {
        String[] parts = test.split("#", 2);
        Class<?> type = Class.forName(className(parts[0]), true, loader);
        List<DiscoverySelector> selectors = new ArrayList<>();
        if (parts.length == 1) {
            selectors.add(DiscoverySelectors.selectClass(type));
        } else {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(parts[1]))
                    .forEach(method -> selectors.add(DiscoverySelectors.selectMethod(type, method)));
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .configurationParameter(
                        "jqwik.database",
                        Files.createTempFile("mutants", ".jqwik").toString())
                .configurationParameter("jqwik.failures.runfirst", "false")
                .build();
        Failures failures = new Failures(parts[0]);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            LauncherFactory.create().execute(request, failures);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        if (failures.finished == 0) {
            throw new IllegalStateException("there is no test " + test);
        }
        return Optional.ofNullable(failures.first);
    }

    private String className(String simpleName) throws IOException {
        try (Stream<Path> files = Files.walk(testClasses)) {
            Path found = files.filter(file -> file.endsWith(simpleName + ".class"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no test class " + simpleName));
            String path = testClasses.relativize(found).toString();
            return path.substring(0, path.length() - ".class".length())
                    .replace('/', '.')
                    .replace('\\', '.');
        }
    }

    private static final class Failures implements TestExecutionListener {
        private final String type;

        private @Nullable String first;
        private int finished;

        Failures(String type) {
            this.type = type;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            finished += test.isTest() ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED && first == null) {
                first = test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> type + "#" + ((MethodSource) source).getMethodName())
                        .orElse(type);
            }
        }
    }
}
