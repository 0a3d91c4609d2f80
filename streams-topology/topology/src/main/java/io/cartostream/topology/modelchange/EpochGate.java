package io.cartostream.topology.modelchange;

import io.cartostream.runtime.run.FailurePolicy;
import io.cartostream.runtime.start.FatalStartException;
import org.apache.kafka.common.KafkaException;

/** Admits an instance only if its models are in force. The first instance of an application puts its models in force. */
public final class EpochGate {

    private final EpochLog log;
    private final String applicationId;

    public EpochGate(EpochLog log, String applicationId) {
        this.log = log;
        this.applicationId = applicationId;
    }

    /**
     * Returns the models in force, which have this epoch.
     *
     * @throws FatalStartException if other models are in force
     */
    public ModelsInForce enter(String epoch) {
        ModelsInForce inForce;
        try {
            inForce = log.enter(epoch);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new FatalStartException(
                    "cannot read which models are in force for " + applicationId + ": " + FailurePolicy.lineOf(e), e);
        }
        if (!inForce.epoch().equals(epoch)) {
            throw refusal(inForce, epoch);
        }
        return inForce;
    }

    /** Returns the reason why an instance with this epoch must not run. */
    public static FatalStartException refusal(ModelsInForce inForce, String epoch) {
        if (inForce.epoch().equals(epoch)) {
            return new FatalStartException(
                    "models of epoch " + epoch + " were replaced and then put in force again (generation "
                            + inForce.generation() + ") since this instance started: start it again");
        }
        return new FatalStartException("models of epoch " + inForce.epoch() + " (generation " + inForce.generation()
                + ") are in force since " + inForce.since() + ", this instance has " + epoch
                + ": start it with the models in force, or show with --preview-models what its models would change and put"
                + " them in force with --raise-models");
    }
}
