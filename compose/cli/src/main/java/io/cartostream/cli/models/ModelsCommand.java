package io.cartostream.cli.models;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code models} command. */
@Command(
        name = "models",
        header = "Check your own models, preview what models would change in the graph, and put them in force.",
        footer = {
            "",
            "Examples:",
            "  cartostream models check my-models/",
            "  cartostream models check --type ec2.instance --payload instances.json",
            "  cartostream models preview --models my-models/"
        })
public final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    ModelsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? check, preview or raise.");
    }

    @Command(
            name = "check",
            header = "Compile models, and show what they declare or the facts of a payload.",
            description = {
                "Compiles a model file, or a folder of model files, together with the built-in models.",
                "Reports errors with file, line and reason. With --payload, shows the facts derived from that payload."
                        + " Without FILE|FOLDER, only the built-in models are used."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream models check my-models/",
                "  cartostream models check sqs.yaml --payload queue.json",
                "  cartostream models check --type ec2.instance --payload instances.json --json",
                "  aws sqs get-queue-attributes … | cartostream models check sqs.yaml --payload - --type sqs.queue"
            })
    int check(
            @Parameters(
                            paramLabel = "FILE|FOLDER",
                            arity = "0..1",
                            description = "YAML files; see _docs/guide/write-a-model.md for the language.")
                    @Nullable
                    Path models,
            @Option(
                            names = "--payload",
                            paramLabel = "FILE",
                            description =
                                    "JSON file: an item, or an answer of the operation of the type. - reads standard"
                                            + " input.")
                    @Nullable
                    Path payload,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            description =
                                    "Resource type of the payload. Required unless your models declare exactly one.")
                    @Nullable
                    String type,
            @Option(
                            names = "--account",
                            paramLabel = "ID",
                            defaultValue = "000000000000",
                            description = "Value of $account. Default: ${DEFAULT-VALUE}.")
                    String account,
            @Option(
                            names = "--region",
                            paramLabel = "REGION",
                            defaultValue = "eu-west-1",
                            description = "Value of $region. Default: ${DEFAULT-VALUE}.")
                    String region) {
        if (models == null && payload == null) {
            throw CommandFailure.usage("name your models, or give --type and --payload for a built-in type");
        }
        ModelsCheck check = new ModelsCheck(session, models);
        if (payload == null) {
            check.list();
        } else {
            check.facts(payload, type, account, region);
        }
        return 0;
    }

    @Command(
            name = "preview",
            header = "Show what the models would change in the graph. Changes nothing.",
            description = {
                "Derives the graph of the whole inventory with the built-in models of this version and your own, and compares it"
                        + " with graph-changes. Needs space for a copy of both in the temporary folder."
            },
            footer = {"", "Example:", "  cartostream models preview --models my-models/"})
    int preview(@Mixin FolderOption folder) {
        new ModelsChange(session).run(folder.models, false);
        return 0;
    }

    @Command(
            name = "raise",
            header = "Show what the models would change in the graph, and put them in force.",
            description = {
                "Running instances of the topology with other models stop. Start them again with these models; they derive all"
                        + " facts again."
            },
            footer = {"", "Example:", "  cartostream models raise --models my-models/"})
    int raise(@Mixin FolderOption folder) {
        new ModelsChange(session).run(folder.models, true);
        return 0;
    }

    /** Where the user's models are. */
    static final class FolderOption {

        @Option(
                names = "--models",
                paramLabel = "DIR",
                description = "Folder with your own models, as in models.folder of the topology. Default: none.")
        @Nullable
        Path models;
    }
}
