package io.cartostream.testkit.mutant;

import io.cartostream.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tries a module's mutants, and exits with 1 unless the killer that the list names kills each of them. The argument {@code
 * --search} finds the first killer in the module's suite instead. Started by {@code .ci/mutants}.
 */
public final class MutantRunner {
    private static final String SEARCH = "--search";

    private final PrintStream report;
    private final MutantTrial trial;
    private final boolean searches;
    private int failures;

    private MutantRunner(PrintStream report, MutantTrial trial, boolean searches) {
        this.report = report;
        this.trial = trial;
        this.searches = searches;
    }

    /** Arguments: a module's folder, optionally {@code --search}, and optionally parts of names that select mutants. */
    public static void main(String[] args) throws Exception {
        PrintStream report = System.out;
        System.setOut(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)); // the tests' output
        Path root = RepositoryFiles.root();
        MutantList list = MutantList.read(root, args[0]);
        List<String> parts = List.of(args).subList(1, args.length).stream()
                .filter(part -> !part.equals(SEARCH))
                .toList();
        List<SourceMutant> chosen = list.mutants().stream()
                .filter(mutant -> parts.isEmpty() || parts.stream().anyMatch(mutant.name()::contains))
                .toList();
        Path folder = Files.createTempDirectory("mutants");
        MutantRunner runner = new MutantRunner(
                report, new MutantTrial(root, list, folder), List.of(args).contains(SEARCH));
        runner.tryAll(chosen);
        runner.comparePage(root, list);
        report.printf(Locale.ROOT, "%d mutants of %s, %d failures%n", chosen.size(), list.module(), runner.failures);
        System.exit(runner.failures == 0 ? 0 : 1); // a mutant that loops keeps its thread
    }

    private void tryAll(List<SourceMutant> mutants) throws Exception {
        if (!searches) {
            List<String> killers =
                    mutants.stream().map(SourceMutant::killer).distinct().toList();
            trial.failsByItself(killers).ifPresent(test -> fail("%s fails without any mutant", test));
        }
        for (SourceMutant mutant : mutants) {
            long start = System.nanoTime();
            Optional<String> killer = killerOf(mutant);
            double seconds = (System.nanoTime() - start) / 1e9;
            report.printf(
                    Locale.ROOT,
                    "%-44s %6.1f s  %s%n",
                    mutant.name(),
                    seconds,
                    killer.map(test -> "killed by " + test).orElse("SURVIVES"));
            if (killer.isEmpty()) {
                fail("'%s' survives: %s", mutant.name(), mutant.breaks());
            } else if (!killer.get().equals(mutant.killer()) && !searches) {
                fail("the list says that '%s' is killed by %s", mutant.name(), mutant.killer());
            }
        }
    }

    private Optional<String> killerOf(SourceMutant mutant) throws Exception {
        if (!searches && trial.isKilled(mutant)) {
            return Optional.of(mutant.killer());
        }
        return trial.search(mutant);
    }

    private void comparePage(Path root, MutantList list) throws IOException {
        String page = Files.readString(root.resolve(MutantPage.PATH));
        String expected = MutantPage.section(list);
        if (!MutantPage.section(page, list.module()).equals(expected)) {
            fail("%s differs from the list; its section must be:%n%s", MutantPage.PATH, expected);
        }
    }

    private void fail(String message, Object... values) {
        failures++;
        report.printf(Locale.ROOT, "FAILED: " + message + "%n", values);
    }
}
