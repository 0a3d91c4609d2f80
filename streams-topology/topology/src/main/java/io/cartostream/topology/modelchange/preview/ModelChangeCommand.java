package io.cartostream.topology.modelchange.preview;

import io.cartostream.contract.TopicName;
import io.cartostream.models.ModelSet;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.run.FailurePolicy;
import io.cartostream.runtime.run.StreamsSettings;
import io.cartostream.runtime.start.FatalStartException;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.modelchange.EpochLog;
import io.cartostream.topology.modelchange.ModelsInForce;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** Shows what other models would change in the graph, and puts them in force. */
public final class ModelChangeCommand {

    private final TopologyConfig config;
    private final RuntimeConfig runtime;
    private final Consumer<String> lines;

    /**
     * Creates a command for one namespace.
     *
     * @param lines receives the report for the user, line by line
     */
    public ModelChangeCommand(TopologyConfig config, Consumer<String> lines) {
        this.config = config;
        this.runtime = config.runtime();
        this.lines = lines;
    }

    /**
     * Reports the changes that these models would make. Changes nothing.
     *
     * @throws FatalStartException if the topics cannot be read
     */
    public void preview(ModelSet models) {
        run(models, false);
    }

    /**
     * Reports the same as {@link #preview}, then puts these models in force. Does nothing if they are in force already.
     *
     * @throws FatalStartException if the topics cannot be read or written
     */
    public void raise(ModelSet models) {
        run(models, true);
    }

    private void run(ModelSet models, boolean raise) {
        EpochLog epochs = EpochLog.of(runtime);
        try {
            Optional<ModelsInForce> before = epochs.read();
            describe(models, before);
            if (before.isPresent() && before.get().epoch().equals(models.epoch())) {
                lines.accept("These models are already in force.");
                return;
            }
            if (before.isPresent()) {
                show(new ModelsPreview(
                                runtime.namespace(),
                                StreamsSettings.consumer(runtime),
                                new RegistryAccess(runtime),
                                runtime.startTimeout())
                        .run(models, config.engine()));
            }
            if (raise) {
                ModelsInForce now = epochs.raise(models.epoch());
                lines.accept("Now in force: epoch " + now.epoch() + " (generation " + now.generation()
                        + "). Start the instances with these models; " + runtime.applicationId()
                        + " derives all facts again from " + runtime.namespace().topic(TopicName.INVENTORY_LATEST)
                        + ".");
            }
        } catch (KafkaException e) {
            throw new FatalStartException(
                    "cannot read the topics at " + runtime.bootstrapServers() + ": " + FailurePolicy.lineOf(e), e);
        }
    }

    private void describe(ModelSet models, Optional<ModelsInForce> before) {
        lines.accept(before.map(inForce -> "In force: epoch " + inForce.epoch() + " (generation " + inForce.generation()
                        + ", since " + inForce.since() + ")")
                .orElse("In force: no models yet"));
        lines.accept(
                "These models: epoch " + models.epoch() + ", " + models.types().size() + " resource types");
        if (!models.frozen().isEmpty()) {
            lines.accept("Frozen because of errors in their models (their facts are kept): "
                    + String.join(", ", models.frozen().stream().sorted().toList()));
        }
    }

    private void show(ModelsPreview.Result result) {
        lines.accept(result.resources() + " resources read");
        result.refused()
                .forEach((reason, count) -> lines.accept(count + " of them cannot be read by these models (" + reason
                        + "): their facts are kept, and the deletions of these facts below do not happen"));
        lines.accept("Changes to the graph:");
        result.counts().table().lines().forEach(lines);
    }
}
