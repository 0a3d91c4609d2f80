package io.cartostream.local.operation;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.local.process.DownUntil;
import io.cartostream.local.process.ProcessState;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.stack.ProcessSpecs;
import io.cartostream.local.stack.SupervisorClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends one process of a running stack. The supervisor starts it again. */
public final class ProcessRestart {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LocalSession local;
    private final String name;
    private final SupervisorClient daemon;

    public ProcessRestart(LocalSession local, String name) {
        if (!ProcessSpecs.NAMES.contains(name)) {
            throw CommandFailure.usage("no process '" + name + "'; there are " + String.join(", ", ProcessSpecs.NAMES));
        }
        this.local = local;
        this.name = name;
        this.daemon = new SupervisorClient(local.files());
    }

    /** Asks it to end (SIGTERM). */
    public int restart(boolean wait) {
        return end(false, wait, PATIENCE);
    }

    /** Kills it (SIGKILL), and keeps it down for some time. */
    public int kill(Duration downFor, boolean wait) {
        if (!downFor.isZero()) {
            Instant until = local.session().now().plus(downFor);
            status();
            LocalSession.orFail(() -> {
                DownUntil.leave(local.files().data(name), until);
                return 0;
            });
        }
        return end(true, wait, PATIENCE.plus(downFor));
    }

    private int end(boolean forcibly, boolean wait, Duration patience) {
        ProcessStatus before = status();
        ProcessHandle handle = StackStatus.running(before)
                .orElseThrow(() -> CommandFailure.failed(name + " does not run now ("
                        + before.state().name().toLowerCase(java.util.Locale.ROOT) + "); see `local status`"));
        if (forcibly) {
            handle.destroyForcibly();
        } else {
            handle.destroy();
        }
        if (!wait) {
            result(before.pid(), 0, -1, forcibly);
            return 0;
        }
        long begin = System.nanoTime();
        while (true) {
            ProcessStatus now = status();
            if (now.state() == ProcessState.FAILED) {
                throw CommandFailure.failed(
                        name + " " + now.note() + "; see " + local.files().log(name));
            }
            if (now.pid() != before.pid() && now.state() == ProcessState.READY) {
                result(before.pid(), now.pid(), (System.nanoTime() - begin) / 1_000_000, forcibly);
                return 0;
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw CommandFailure.failed(name + " is not ready again after " + patience.toSeconds() + " s");
            }
            local.session().surroundings().pause().uninterrupted(Duration.ofMillis(50));
        }
    }

    private void result(long old, long now, long ms, boolean forcibly) {
        if (local.json()) {
            local.session()
                    .out()
                    .println("{\"name\":\"" + name + "\",\"ended\":" + old + ",\"started\":" + now + ",\"readyMs\":"
                            + ms + "}");
            return;
        }
        String how = name + " (process " + old + ") " + (forcibly ? "killed" : "asked to end");
        local.say(
                now == 0
                        ? how + "; the supervisor starts it again, see `local status`"
                        : how + "; ready again as process " + now + " after " + ms + " ms");
    }

    private ProcessStatus status() {
        Optional<StackStatus> status = LocalSession.orFail(daemon::status);
        return status.flatMap(stack -> stack.process(name)).orElseThrow(LocalSession::notRunning);
    }
}
