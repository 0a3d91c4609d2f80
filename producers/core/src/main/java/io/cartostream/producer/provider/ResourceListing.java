package io.cartostream.producer.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the files of a resource folder, which may be a folder on disk or part of a jar. */
public final class ResourceListing {

    private ResourceListing() {}

    /** The names of the files directly in a folder beside a class, sorted; empty if there is no such folder. */
    public static List<String> files(Class<?> beside, String folder) {
        return files(beside.getResource(folder));
    }

    /** The names of the files directly in a folder of the class path, sorted; empty if there is no such folder. */
    public static List<String> files(ClassLoader loader, String folder) {
        return files(loader.getResource(folder));
    }

    private static List<String> files(@Nullable URL folder) {
        if (folder == null) {
            return List.of();
        }
        try {
            URLConnection connection = folder.openConnection();
            return connection instanceof JarURLConnection jar ? ofJar(jar) : ofDirectory(folder);
        } catch (IOException | URISyntaxException e) {
            throw new UncheckedIOException(
                    "cannot list " + folder, e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static List<String> ofDirectory(URL folder) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> ofJar(JarURLConnection jar) throws IOException {
        String entryName = jar.getEntryName();
        String prefix = entryName.endsWith("/") ? entryName : entryName + "/";
        TreeSet<String> names = new TreeSet<>();
        for (JarEntry entry : (Iterable<JarEntry>) jar.getJarFile().stream()::iterator) {
            String name = entry.getName();
            if (name.startsWith(prefix) && name.length() > prefix.length() && name.indexOf('/', prefix.length()) < 0) {
                names.add(name.substring(prefix.length()));
            }
        }
        return List.copyOf(names);
    }
}
