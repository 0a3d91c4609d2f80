package io.cartostream.testkit.mutant;

import java.util.List;

/** The section of a module on the page of mutants, between two comments. */
final class MutantPage {
    /** The page, relative to the root of the repository. */
    static final String PATH = "_docs/proof-mutants.md";

    private MutantPage() {}

    /** Returns the section of the page; empty if the page has none. */
    static String section(String page, String module) {
        int start = page.indexOf(opening(module));
        int end = page.indexOf(closing(module));
        return start < 0 || end < 0
                ? ""
                : page.substring(start, end + closing(module).length());
    }

    /** Returns the section as the list determines it. */
    static String section(MutantList list) {
        StringBuilder section = new StringBuilder(opening(list.module()))
                .append("\n| mutant | what it breaks | killed by |\n|---|---|---|\n");
        for (SourceMutant mutant : list.mutants()) {
            section.append(String.join(
                    "", List.of("| `", mutant.name(), "` | ", mutant.breaks(), " | `", mutant.killer(), "` |\n")));
        }
        return section.append(closing(list.module())).toString();
    }

    private static String opening(String module) {
        return "<!-- mutants of " + module + " -->";
    }

    private static String closing(String module) {
        return "<!-- end of " + module + " -->";
    }
}
