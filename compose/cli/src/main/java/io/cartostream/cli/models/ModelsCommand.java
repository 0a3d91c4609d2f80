package io.cartostream.cli.models;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code models} command. */
@Command(
        name = "models",
        header = "Check your own models, and see the facts that models derive from a payload.",
        footer = {
            "",
            "Examples:",
            "  cartostream models check my-models/",
            "  cartostream models check --type ec2.instance --payload instances.json"
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
        throw new ParameterException(spec.commandLine(), "which command? check.");
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
}
