package io.cartostream.cli;

import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code version} command. */
@Command(name = "version", header = "Show the version, and the Java that runs it.")
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
                            .put("version", Provider.number())
                            .put("java", System.getProperty("java.version"))));
        } else {
            session.out().println(String.join(System.lineSeparator(), new Provider().getVersion()));
        }
    }

    /** Picocli's source of {@code --version}. */
    static final class Provider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "cartostream " + number(),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
            };
        }

        static String number() {
            Properties properties = new Properties();
            try (InputStream resource = VersionCommand.class.getResourceAsStream("version.properties")) {
                if (resource != null) {
                    properties.load(resource);
                }
            } catch (IOException e) {
                // the version is unknown
            }
            return properties.getProperty("version", "unknown");
        }
    }
}
