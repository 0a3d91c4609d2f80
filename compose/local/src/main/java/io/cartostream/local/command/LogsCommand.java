package io.cartostream.local.command;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.stack.LogTail;
import io.cartostream.local.stack.ProcessSpecs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a process's log. */
@Command(name = "logs", description = "Show the end of a process's log.")
final class LogsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "broker, registry, neo4j, connect, topology or supervisor.")
    private String name;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as the log grows, until interrupted.")
    private boolean follow;

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    LogsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!ProcessSpecs.NAMES.contains(name) && !name.equals("supervisor")) {
            throw CommandFailure.usage("no process '" + name + "'; there are " + String.join(", ", ProcessSpecs.NAMES)
                    + " and supervisor");
        }
        LocalSession local = new LocalSession(session, state.files());
        Path log = local.files().log(name);
        if (!Files.exists(log)) {
            throw CommandFailure.failed("no log yet: " + log + "; start the stack with: cartostream local up");
        }
        LocalSession.orFail(() -> {
            long size = Files.size(log);
            LogTail.tail(log, lines).forEach(session.out()::println);
            session.out().flush();
            if (follow) {
                follow(log, size);
            }
            return 0;
        });
        return 0;
    }

    private void follow(Path log, long from) throws IOException {
        long position = from;
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            while (!Thread.currentThread().isInterrupted()) {
                long length = file.length();
                if (length > position) {
                    byte[] more = new byte[(int) Math.min(length - position, 1 << 20)];
                    file.seek(position);
                    file.readFully(more);
                    position += more.length;
                    session.out().print(new String(more, StandardCharsets.UTF_8));
                    session.out().flush();
                } else {
                    session.surroundings().pause().uninterrupted(Duration.ofMillis(200));
                }
            }
        }
    }
}
