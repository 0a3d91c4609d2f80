package io.cartostream.testkit.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The mutants of one module, from its file {@code mutants/mutants.txt}. Two lines come first: {@code sources} with the folder
 * of the source files, and {@code suite} with the test classes that are tried when a mutant's own killer passes, quick ones
 * first. An entry has its name, the wrong behaviour, the killer, the file, the text after {@code ---} and its replacement
 * after {@code ===}; {@code +++} ends it.
 */
record MutantList(String module, Path sources, List<String> suite, List<SourceMutant> mutants) {
    /** Where a module keeps its list. */
    static final String FILE = "mutants/mutants.txt";

    private static final String DELIMITERS = "(?m)^(?:---|===|\\+\\+\\+)\n";

    static MutantList read(Path root, String module) throws IOException {
        String[] entries = Files.readString(root.resolve(module).resolve(FILE)).split("(?m)^mutant ", -1);
        Path sources = root.resolve(module).resolve(header(entries[0], "sources"));
        List<SourceMutant> mutants = new ArrayList<>();
        for (int i = 1; i < entries.length; i++) {
            mutants.add(mutant(entries[i]));
        }
        return new MutantList(
                module, sources, List.of(header(entries[0], "suite").split(" ", -1)), mutants);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a list of mutants needs a line '" + name + "'"))
                .substring(name.length())
                .strip();
    }

    private static SourceMutant mutant(String entry) {
        String[] head = entry.split("\n", 5);
        String[] texts = head.length < 5 ? head : head[4].split(DELIMITERS, -1);
        if (head.length < 5 || texts.length < 4) {
            throw new IllegalStateException("the entry of the mutant '" + head[0].strip() + "' is incomplete");
        }
        return new SourceMutant(
                head[0].strip(),
                head[1].strip(),
                head[2].strip(),
                head[3].strip(),
                texts[1].stripTrailing(),
                texts[2].stripTrailing());
    }
}
