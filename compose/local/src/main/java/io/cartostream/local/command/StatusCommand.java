package io.cartostream.local.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.process.ProcessState;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.stack.MachineCheck;
import io.cartostream.local.stack.SupervisorClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the state of each process. */
@Command(name = "status", description = "Show the state of each process. The exit code is 0 only if all are ready.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    StatusCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LocalSession local = new LocalSession(session, state.files());
        Optional<StackStatus> status = LocalSession.orFail(() -> new SupervisorClient(local.files()).status());
        if (status.isEmpty()) {
            if (session.json()) {
                session.out().println("{\"running\":false,\"processes\":[]}");
            } else {
                session.out().println("not running; start it with: cartostream local up");
            }
            return CommandFailure.FAILED;
        }
        boolean ready = status.get().processes().stream().allMatch(p -> p.state() == ProcessState.READY);
        if (session.json()) {
            json(status.get(), ready);
        } else {
            table(status.get());
        }
        return ready ? 0 : CommandFailure.FAILED;
    }

    private void json(StackStatus status, boolean ready) {
        ObjectNode all = JsonOutput.object().put("running", true).put("ready", ready);
        all.put("supervisorPid", status.supervisorPid());
        ArrayNode list = all.putArray("processes");
        for (ProcessStatus process : status.processes()) {
            list.addObject()
                    .put("name", process.name())
                    .put("state", process.state().name().toLowerCase(Locale.ROOT))
                    .put("pid", process.pid())
                    .put("restarts", process.restarts())
                    .put("readyMs", process.readyMs())
                    .put("residentMb", MachineCheck.residentMb(process.pid()))
                    .put("note", process.note());
        }
        session.out().println(JsonOutput.pretty(all));
    }

    private void table(StackStatus status) {
        TextTable table = TextTable.of("process", "state", "pid", "up", "memory", "restarts", "note");
        long total = MachineCheck.residentMb(status.supervisorPid());
        for (ProcessStatus process : status.processes()) {
            long memory = MachineCheck.residentMb(process.pid());
            total += memory;
            table.row(
                    process.name(),
                    process.state().name().toLowerCase(Locale.ROOT),
                    process.pid() == 0 ? "" : Long.toString(process.pid()),
                    process.pid() == 0 ? "" : up(process.started()),
                    memory == 0 ? "" : memory + " MB",
                    Integer.toString(process.restarts()),
                    process.note());
        }
        table.lines().forEach(session.out()::println);
        session.out()
                .println("in all " + total + " MB resident, the supervisor (" + status.supervisorPid() + ") included");
    }

    private String up(@Nullable Instant started) {
        if (started == null) {
            return "";
        }
        Duration up = Duration.between(started, session.now());
        return up.toHours() > 0
                ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutes() > 0 ? up.toMinutes() + " min " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
    }
}
