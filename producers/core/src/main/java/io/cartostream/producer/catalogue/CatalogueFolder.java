package io.cartostream.producer.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges a user's catalogue files over the built-in catalogue. A file's type replaces a built-in type of the same name. A file
 * with an error contributes nothing, and neither do files whose types need it; all others are used.
 */
public final class CatalogueFolder {

    private final Catalogue builtIn;
    private final Function<ResourceType, Optional<String>> check;
    private final Map<String, List<CatalogueEntry>> files = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private CatalogueFolder(Catalogue builtIn, Function<ResourceType, Optional<String>> check) {
        this.builtIn = builtIn;
        this.check = check;
    }

    /**
     * The result of a merge.
     *
     * @param catalogue what can be collected
     * @param problems one line for each file that is left out: file, line, reason
     */
    public record Merged(Catalogue catalogue, List<String> problems) {

        /** Copies its list. */
        public Merged {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads the {@code *.yaml} and {@code *.yml} files of a folder in the order of their names.
     *
     * @param check says why a type cannot be collected, if so
     * @throws CatalogueException if the folder cannot be listed
     */
    public static Merged merge(Catalogue builtIn, Path folder, Function<ResourceType, Optional<String>> check) {
        CatalogueFolder merge = new CatalogueFolder(builtIn, check);
        for (Path file : list(folder)) {
            merge.read(file);
        }
        merge.refuseRepeated();
        while (merge.refuseIncomplete()) {
            // a file that was left out may have been what another file needs
        }
        return new Merged(Catalogue.of(merge.types().values()), merge.problems);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(CatalogueFolder::isCatalogue).sorted().toList();
        } catch (IOException e) {
            throw new CatalogueException(
                    "cannot read the catalogue folder " + folder
                            + (Files.isDirectory(folder) ? ": " + e.getMessage() : ": there is no such folder"),
                    e);
        }
    }

    private static boolean isCatalogue(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private void read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            List<CatalogueEntry> entries = CatalogueReader.read(file.toString(), yaml);
            for (CatalogueEntry entry : entries) {
                String problem = problem(entry.type());
                if (problem != null) {
                    throw entry.error(problem);
                }
            }
            files.put(file.toString(), entries);
        } catch (CatalogueException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
    }

    private @Nullable String problem(ResourceType type) {
        String owner = builtIn.find(type.name()).map(ResourceType::provider).orElse(type.provider());
        return owner.equals(type.provider())
                ? check.apply(type).orElse(null)
                : "'" + type.name() + "' is a resource type of provider " + owner + "; choose another name";
    }

    private void refuseRepeated() {
        Map<String, CatalogueEntry> first = new HashMap<>();
        for (String file : List.copyOf(files.keySet())) {
            List<CatalogueEntry> entries = files.getOrDefault(file, List.of());
            String problem = null;
            for (CatalogueEntry entry : entries) {
                CatalogueEntry other = first.get(entry.type().name());
                if (other != null && problem == null) {
                    problem = "'" + entry.type().name() + "' is already defined at " + other.at();
                    leaveOut(entry, problem);
                }
            }
            if (problem == null) {
                entries.forEach(entry -> first.put(entry.type().name(), entry));
            }
        }
    }

    /** Leaves out one file of which a type cannot be part of the catalogue; false if there is none. */
    private boolean refuseIncomplete() {
        Map<String, ResourceType> types = types();
        Optional<CatalogueEntry> broken = files.values().stream()
                .flatMap(Collection::stream)
                .filter(entry -> Catalogue.problem(entry.type(), types) != null)
                .findFirst();
        if (broken.isPresent()) {
            leaveOut(broken.get(), String.valueOf(Catalogue.problem(broken.get().type(), types)));
            return true;
        }
        return refuseBreaking(types);
    }

    /** A replaced type must not break a built-in type that needs it. */
    private boolean refuseBreaking(Map<String, ResourceType> types) {
        for (ResourceType type : types.values()) {
            String problem = Catalogue.problem(type, types);
            if (problem != null) {
                CatalogueEntry culprit = replacing().findFirst().orElseThrow();
                leaveOut(culprit, "replaces a built-in type that others need: " + problem);
                return true;
            }
        }
        return false;
    }

    private Stream<CatalogueEntry> replacing() {
        return files.values().stream()
                .flatMap(Collection::stream)
                .filter(entry -> builtIn.find(entry.type().name()).isPresent());
    }

    private void leaveOut(CatalogueEntry entry, String reason) {
        problems.add(String.valueOf(entry.error(reason).getMessage()));
        files.remove(entry.at().file());
    }

    private Map<String, ResourceType> types() {
        Map<String, ResourceType> types = new LinkedHashMap<>();
        builtIn.types().forEach(type -> types.put(type.name(), type));
        files.values().stream()
                .flatMap(Collection::stream)
                .forEach(entry -> types.put(entry.type().name(), entry.type()));
        return types;
    }
}
