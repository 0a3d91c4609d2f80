package io.cartostream.topology.modelchange;

import io.cartostream.topology.run.FailurePolicy;
import io.cartostream.topology.run.FatalStartException;
import org.apache.kafka.common.KafkaException;

/** Lets an instance in only if its models are those in force; the first instance ever puts its own in force. */
public final class EpochGate {

    private final EpochLog log;
    private final String applicationId;

    /** The gate of one application. */
    public EpochGate(EpochLog log, String applicationId) {
        this.log = log;
        this.applicationId = applicationId;
    }

    /**
     * What is in force, with this epoch.
     *
     * @throws FatalStartException if other models are in force
     */
    public ModelsInForce enter(String epoch) {
        ModelsInForce inForce;
        try {
            inForce = log.enter(epoch);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new FatalStartException(
                    "cannot find out which models are in force for " + applicationId + ": " + FailurePolicy.lineOf(e),
                    e);
        }
        if (!inForce.epoch().equals(epoch)) {
            throw refusal(inForce, epoch);
        }
        return inForce;
    }

    public static FatalStartException refusal(ModelsInForce inForce, String epoch) {
        if (inForce.epoch().equals(epoch)) {
            return new FatalStartException(
                    "models of epoch " + epoch + " were replaced and put in force again (generation "
                            + inForce.generation() + ") since this instance started: start it again");
        }
        return new FatalStartException("models of epoch " + inForce.epoch() + " (generation " + inForce.generation()
                + ") are in force since " + inForce.since() + ", this instance has " + epoch
                + ": start it with those models, or see with --preview-models what would change and put these in force"
                + " with --raise-models");
    }
}
