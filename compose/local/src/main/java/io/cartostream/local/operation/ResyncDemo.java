package io.cartostream.local.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.sample.SampleInventory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends the same inventory again, and fails if a graph change follows. */
public final class ResyncDemo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN_KEYS = 10;

    private final LocalSession local;

    public ResyncDemo(LocalSession local) {
        this.local = local;
    }

    public int run() {
        if (!Files.exists(local.files().sample().resolve(SampleInventory.MANIFEST))) {
            throw CommandFailure.failed(
                    "no sample inventory in " + local.files().state() + "; load it with: local up");
        }
        try (RunningPipeline pipeline = new RunningPipeline(local.settings(), LocalSession.watch(PATIENCE))) {
            long begin = System.nanoTime();
            local.require(
                    "sync of the sample",
                    "sync",
                    "--from-files",
                    local.files().sample().toString());
            Duration published = Duration.ofNanos(System.nanoTime() - begin);
            List<String> keys = new ArrayList<>();
            pipeline.awaitRest(change -> {
                if (keys.size() < SHOWN_KEYS) {
                    keys.add(change.key());
                }
            });
            long changes = pipeline.feed().changes();
            long bookkeeping = pipeline.feed().bookkeeping();
            Duration all = Duration.ofNanos(System.nanoTime() - begin);
            if (local.json()) {
                ObjectNode json = JsonOutput.object()
                        .put("graphChanges", changes)
                        .put("bookkeeping", bookkeeping)
                        .put("publishMs", published.toMillis())
                        .put("totalMs", all.toMillis());
                json.set("keys", JsonOutput.tree(keys));
                local.session().out().println(JsonOutput.pretty(json));
            } else {
                local.say("the whole sample was sent again in " + HumanText.seconds(published)
                        + " and read by the topology; " + HumanText.seconds(all) + " in all");
                local.say(HumanText.count(changes, "graph change") + " (and "
                        + HumanText.count(bookkeeping)
                        + " notes on when each account and type was last synced: ModuleSyncMetadata)");
                keys.forEach(key -> local.say("  " + key));
            }
            return changes == 0 ? 0 : CommandFailure.FAILED;
        }
    }
}
