package io.cartostream.cli;

import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code version} command. */
@Command(name = "version", header = "Show the version, its commit and date, and the Java that runs it.")
final class VersionCommand implements Runnable {

    private final CommandSession session;

    VersionCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (session.json()) {
            session.out()
                    .println(JsonOutput.line(JsonOutput.object()
                            .put("version", Provider.property("version"))
                            .put("commit", Provider.property("commit"))
                            .put("date", Provider.property("date"))
                            .put("java", System.getProperty("java.version"))));
        } else {
            session.out().println(String.join(System.lineSeparator(), new Provider().getVersion()));
        }
    }

    /** Picocli's source of {@code --version}. */
    static final class Provider implements IVersionProvider {

        private static final String UNKNOWN = "unknown";

        @Override
        public String[] getVersion() {
            String commit = property("commit");
            return new String[] {
                "cartostream " + property("version")
                        + (commit.equals(UNKNOWN) ? "" : " (commit " + commit + ", " + property("date") + ")"),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
            };
        }

        /** A property of the build; unknown if the build did not have it, as from a source archive without git. */
        static String property(String name) {
            Properties properties = new Properties();
            try (InputStream resource = VersionCommand.class.getResourceAsStream("version.properties")) {
                if (resource != null) {
                    properties.load(resource);
                }
            } catch (IOException e) {
                return UNKNOWN;
            }
            return value(properties.getProperty(name, ""));
        }

        /** A value that the build replaced; unknown if it is empty or still a placeholder. */
        static String value(String text) {
            return text.isBlank() || text.startsWith("${") ? UNKNOWN : text.strip();
        }
    }
}
