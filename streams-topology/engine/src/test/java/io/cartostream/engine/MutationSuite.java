package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the suite: compiles one file of the engine with a fault in a separate folder, and runs the rules' tests and random
 * histories until one fails. A mutant that survives, or whose text is no longer in the source, fails the run. Started by
 * {@code streams-topology/engine/mutants/run}; an ordinary build leaves it out.
 */
@EnabledIfSystemProperty(named = "mutants", matches = ".+")
final class MutationSuite {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path LIST = Path.of("mutants/mutants.txt");
    private static final String PACKAGE = "io.cartostream.engine.";
    private static final List<String> QUICK = List.of(
            "GraphRulesTest",
            "ScopeRulesTest",
            "ModelChangeTest",
            "TooLargeTest",
            "HeldPlacesTest",
            "scope.FactSenderTest");
    private static final List<String> SLOW = List.of("HubTest", "BoundedWorkTest");
    private static final int HISTORIES = 1_000;
    private static final int SECONDS = 300;

    private final Path folder;

    MutationSuite(@TempDir Path folder) {
        this.folder = folder;
    }

    @TestFactory
    Stream<DynamicTest> shouldKill() throws IOException {
        String chosen = System.getProperty("mutants", "all");
        return Mutant.readAll(Files.readString(LIST)).stream()
                .filter(mutant -> chosen.equals("all") || mutant.name().contains(chosen))
                .map(mutant -> DynamicTest.dynamicTest(mutant.name(), () -> kill(mutant)));
    }

    /** Otherwise a test that fails by itself would be taken for the killer of whatever reaches it. */
    @Test
    void shouldPassWithoutAMutant() throws Exception {
        assertThat(firstKiller(Files.createDirectories(folder.resolve("unchanged"))))
                .as("what fails without any mutant")
                .isEmpty();
    }

    private void kill(Mutant mutant) throws Exception {
        Path classes = compile(mutant);
        FutureTask<String> suite = new FutureTask<>(() -> firstKiller(classes));
        Thread thread = new Thread(suite, mutant.name());
        thread.setDaemon(true);
        thread.start();
        String killer;
        try {
            killer = suite.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            killer = "never coming to rest";
        }
        System.out.printf(
                Locale.ROOT, "%-34s %s%n", mutant.name(), killer.isEmpty() ? "SURVIVES" : "killed by " + killer);
        assertThat(killer)
                .as("what kills '%s' (%s)", mutant.name(), mutant.breaks())
                .isNotEmpty();
    }

    private Path compile(Mutant mutant) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(mutant.name()));
        Path changed = SOURCES.resolve(PACKAGE.replace('.', '/')).resolve(mutant.file());
        String source = Files.readString(changed);
        assertThat(source.split(java.util.regex.Pattern.quote(mutant.find()), -1))
                .as("the text of '%s' is once in %s", mutant.name(), mutant.file())
                .hasSize(2);
        Path copy = Files.createDirectories(folder.resolve(mutant.name() + "-source"))
                .resolve(changed.getFileName());
        Files.writeString(copy, source.replace(mutant.find(), mutant.replace()));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-nowarn", "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiles = compiler.getTask(errors, manager, null, options, null, manager.getJavaFileObjects(copy))
                    .call();
            assertThat(compiles).as("'%s' compiles: %s", mutant.name(), errors).isTrue();
        }
        return classes;
    }

    /** What fails first: a test of a rule, or a history; empty if nothing does. */
    private static String firstKiller(Path classes) throws Exception {
        try (URLClassLoader loader = new EngineFirst(classes)) {
            String killer = failingTest(loader, QUICK);
            if (killer.isEmpty()) {
                killer = failingHistory(loader);
            }
            return killer.isEmpty() ? failingTest(loader, SLOW) : killer;
        }
    }

    private static String failingTest(ClassLoader loader, List<String> suite) throws Exception {
        for (String name : suite) {
            for (Method method : testsOf(loader, name)) {
                Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
                constructor.setAccessible(true);
                Object test = constructor.newInstance();
                if (fails(() -> method.invoke(test))) {
                    return name + "." + method.getName();
                }
            }
        }
        return "";
    }

    private static String failingHistory(ClassLoader loader) throws Exception {
        Method run = Class.forName(PACKAGE + "HistoryTrial", true, loader).getDeclaredMethod("once", long.class);
        run.setAccessible(true);
        for (long seed = 1; seed <= HISTORIES; seed++) {
            long current = seed;
            if (fails(() -> run.invoke(null, current))) {
                return "the history of seed " + seed;
            }
        }
        return "";
    }

    private static List<Method> testsOf(ClassLoader loader, String name) throws Exception {
        Class<?> type = Class.forName(PACKAGE + name, true, loader);
        List<Method> tests = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                tests.add(method);
            }
        }
        return tests;
    }

    private static boolean fails(Callable<?> test) throws Exception {
        try {
            test.call();
            return false;
        } catch (InvocationTargetException e) {
            return true;
        }
    }

    /** A fault, given as the replacement of a text. */
    record Mutant(String name, String breaks, String file, String find, String replace) {
        static List<Mutant> readAll(String text) {
            List<Mutant> mutants = new ArrayList<>();
            for (String entry : text.split("(?m)^mutant ", -1)) {
                if (!entry.startsWith("#")) {
                    String[] head = entry.split("\n", 4);
                    String[] texts = head[3].split("(?m)^(?:---|===|\\+\\+\\+)\n", -1);
                    mutants.add(new Mutant(
                            head[0].strip(),
                            head[1].strip(),
                            head[2].strip(),
                            texts[1].stripTrailing(),
                            texts[2].stripTrailing()));
                }
            }
            return mutants;
        }
    }

    /** Loads the engine from the mutant's classes, and a fresh copy of its tests with it. */
    private static final class EngineFirst extends URLClassLoader {
        EngineFirst(Path classes) throws IOException {
            super(urls(classes), MutationSuite.class.getClassLoader());
        }

        private static URL[] urls(Path classes) throws IOException {
            return new URL[] {
                classes.toUri().toURL(),
                EngineConfig.class.getProtectionDomain().getCodeSource().getLocation(),
                MutationSuite.class.getProtectionDomain().getCodeSource().getLocation()
            };
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(PACKAGE)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
