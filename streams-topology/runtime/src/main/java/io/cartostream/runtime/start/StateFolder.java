package io.cartostream.runtime.start;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Guards the folder of the state stores: a file beside the stores names the version of their format. A folder with another
 * version is left unchanged.
 */
public final class StateFolder {

    private static final String FORMAT_KEY = "format";
    private static final String APPLICATION_KEY = "application.id";

    private final Path folder;
    private final String applicationId;
    private final int format;

    /**
     * Guards the state of one application.
     *
     * @param format version of the format that the application reads and writes
     */
    public StateFolder(Path folder, String applicationId, int format) {
        this.folder = folder;
        this.applicationId = applicationId;
        this.format = format;
    }

    Path versionFile() {
        return folder.resolve(applicationId + ".format");
    }

    /**
     * Creates the folder, or checks the existing one.
     *
     * @throws FatalStartException if the folder has another format or cannot be used
     */
    public void open() {
        try {
            Files.createDirectories(folder);
            if (Files.exists(versionFile())) {
                check();
            } else if (holdsStores()) {
                throw new FatalStartException("the state in " + folder.resolve(applicationId)
                        + " has no format version: it is not Cartostream's or older than format " + format + "; "
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
        String existing = found.getProperty(FORMAT_KEY, "none");
        if (!existing.equals(Integer.toString(format))) {
            throw new FatalStartException("the state in " + folder + " has format " + existing
                    + ", this version of Cartostream reads and writes format " + format + "; " + advice());
        }
    }

    private String advice() {
        return "run the version that wrote it, or rebuild: choose a new namespace (or reset the application "
                + applicationId + " and its topics) and an empty state.dir";
    }

    private void write() throws IOException {
        Properties version = new Properties();
        version.setProperty(FORMAT_KEY, Integer.toString(format));
        version.setProperty(APPLICATION_KEY, applicationId);
        try (Writer writer = Files.newBufferedWriter(versionFile(), StandardCharsets.UTF_8)) {
            version.store(writer, "Format of the state stores beside this file. Do not edit.");
        }
    }
}
