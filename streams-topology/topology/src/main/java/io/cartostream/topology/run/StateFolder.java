package io.cartostream.topology.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of the state stores carries the version of their format beside them. A folder of another version
 * is not touched.
 */
public final class StateFolder {

    /** The format of what the engine keeps in its stores. */
    public static final int FORMAT = 3;

    private static final String FORMAT_KEY = "format";
    private static final String APPLICATION_KEY = "application.id";

    private final Path folder;
    private final String applicationId;

    /** The state of one application in this folder. */
    public StateFolder(Path folder, String applicationId) {
        this.folder = folder;
        this.applicationId = applicationId;
    }

    Path versionFile() {
        return folder.resolve(applicationId + ".format");
    }

    /**
     * Creates the folder or checks the one that is there.
     *
     * @throws FatalStartException if it has another format or cannot be used
     */
    public void open() {
        try {
            Files.createDirectories(folder);
            if (Files.exists(versionFile())) {
                check();
            } else if (holdsStores()) {
                throw new FatalStartException("the state in " + folder.resolve(applicationId)
                        + " carries no format version: it is not Cartostream's or older than format " + FORMAT + "; "
                        + advice());
            } else {
                write();
            }
        } catch (IOException e) {
            throw new FatalStartException("cannot use the state folder " + folder + " (state.dir): " + e, e);
        }
    }

    private boolean holdsStores() throws IOException {
        Path stores = folder.resolve(applicationId);
        if (!Files.isDirectory(stores)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(stores)) {
            return entries.anyMatch(Files::isDirectory);
        }
    }

    private void check() throws IOException {
        Properties found = new Properties();
        try (Reader reader = Files.newBufferedReader(versionFile(), StandardCharsets.UTF_8)) {
            found.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(versionFile() + " is damaged", e);
        }
        String format = found.getProperty(FORMAT_KEY, "none");
        if (!format.equals(Integer.toString(FORMAT))) {
            throw new FatalStartException("the state in " + folder + " has format " + format
                    + ", this version of Cartostream reads and writes format " + FORMAT + "; " + advice());
        }
    }

    private String advice() {
        return "run the version that wrote it, or rebuild: choose a new namespace (or reset the application "
                + applicationId + " and its topics) and an empty state.dir";
    }

    private void write() throws IOException {
        Properties ours = new Properties();
        ours.setProperty(FORMAT_KEY, Integer.toString(FORMAT));
        ours.setProperty(APPLICATION_KEY, applicationId);
        try (Writer writer = Files.newBufferedWriter(versionFile(), StandardCharsets.UTF_8)) {
            ours.store(writer, "Format of the state stores beside this file. Do not edit.");
        }
    }
}
