package io.cartostream.topology.modelchange.preview;

import io.cartostream.contract.TopicName;
import io.cartostream.models.ModelSet;
import io.cartostream.topology.TopologyApplication;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.modelchange.EpochLog;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.registry.RegistryAccess;
import io.cartostream.topology.run.FatalStartException;
import io.cartostream.topology.run.StreamsSettings;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Shows what models would change, and puts them in force. */
public final class ModelChangeCommand {

    private final TopologyConfig config;
    private final PrintStream out;

    public ModelChangeCommand(TopologyConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    /** Returns the exit code. */
    public int run(ModelSet models, boolean raise) {
        EpochLog epochs = TopologyApplication.epochs(config);
        try {
            Optional<ModelsInForce> before = epochs.read();
            out.println(before.map(inForce -> "In force: epoch " + inForce.epoch() + " (generation "
                            + inForce.generation() + ", since " + inForce.since() + ")")
                    .orElse("In force: no models yet"));
            out.println("These models: epoch " + models.epoch() + ", "
                    + models.types().size() + " resource types");
            if (!models.frozen().isEmpty()) {
                out.println("Frozen by errors in their models, what is known of them stays as it is: "
                        + String.join(", ", models.frozen().stream().sorted().toList()));
            }
            if (before.isPresent() && before.get().epoch().equals(models.epoch())) {
                out.println("These models are in force already.");
                return 0;
            }
            if (before.isPresent()) {
                show(new ModelsPreview(
                                config.namespace(),
                                StreamsSettings.consumer(config),
                                new RegistryAccess(config),
                                config.startTimeout())
                        .run(models, config.engine()));
            }
            if (raise) {
                ModelsInForce now = epochs.raise(models.epoch());
                out.println("Now in force: epoch " + now.epoch() + " (generation " + now.generation()
                        + "). Start the instances with these models; " + config.applicationId()
                        + " derives all facts anew from " + config.namespace().topic(TopicName.INVENTORY_LATEST) + ".");
            }
            return 0;
        } catch (KafkaException e) {
            throw new FatalStartException(
                    "cannot read the topics at " + config.bootstrapServers() + ": " + TopologyApplication.lineOf(e), e);
        }
    }

    private void show(ModelsPreview.Result result) {
        out.println(result.resources() + " resources read");
        result.refused()
                .forEach((reason, count) -> out.println(count + " of them cannot be read by these models (" + reason
                        + "): what is known of them stays, deletions of it below do not happen"));
        out.println("Changes to the graph:");
        out.print(result.counts().table());
    }
}
