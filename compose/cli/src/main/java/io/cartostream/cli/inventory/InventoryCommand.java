package io.cartostream.cli.inventory;

import io.cartostream.cli.models.TopologySettings;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.start.FatalStartException;
import io.cartostream.topology.inventory.InventoryRebuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code inventory} command. */
@Command(
        name = "inventory",
        header = "Send the inventory of one namespace into another one.",
        footer = {"", "Examples:", "  cartostream inventory rebuild --namespace new --from cartostream"})
public final class InventoryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    InventoryCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? rebuild.");
    }

    @Command(
            name = "rebuild",
            header = "Send the whole inventory of another namespace to inventory-raw of this one.",
            description = {
                "Reads inventory-latest and scope-status of the namespace --from, and sends the syncs and observations that"
                        + " produced them to the namespace --namespace, which must not have a graph yet. A topology without state"
                        + " builds the same graph from them. Needs space for a copy of the inventory in the temporary folder."
            },
            footer = {"", "Example:", "  cartostream inventory rebuild --namespace new --from cartostream"})
    int rebuild(
            @Option(
                            names = "--from",
                            paramLabel = "PREFIX",
                            required = true,
                            description = "The namespace whose inventory is read.")
                    String from) {
        Namespace source = namespace(from);
        Namespace target = session.settings().namespace();
        long resources;
        try {
            resources = InventoryRebuild.of(
                            TopologySettings.of(session.settings(), null).runtime(), source)
                    .run();
        } catch (FatalStartException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
        session.out()
                .println(
                        session.json()
                                ? JsonOutput.line(JsonOutput.object().put("resources", resources))
                                : HumanText.count(resources, "resource") + " of "
                                        + source.topic(TopicName.INVENTORY_LATEST) + " sent to "
                                        + target.topic(TopicName.INVENTORY_RAW));
        session.out().flush();
        return 0;
    }

    private static Namespace namespace(String text) {
        try {
            return new Namespace(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--from: " + e.getMessage());
        }
    }
}
