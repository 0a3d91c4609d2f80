package io.cartostream.cli.explain;

import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code types} command. */
@Command(
        name = "types",
        header = "List the resource types: how they are read, and which nodes they become.",
        description = {
            "A type is read by one API operation in each scope. DETAIL OF: the operation is called once for each resource of"
                    + " that type. Needs no running pipeline."
        },
        footer = {"", "Examples:", "  cartostream types", "  cartostream types --provider gcp -o csv"})
public final class TypesCommand implements Callable<Integer> {

    @Option(names = "--provider", paramLabel = "NAME", description = "Only types of this provider, e.g. aws.")
    @Nullable
    String provider;

    @Option(names = "--models", paramLabel = "DIR", description = "Folder with your own models.")
    @Nullable
    Path models;

    @Mixin
    final FormatOption format = new FormatOption();

    private final CommandSession session;

    TypesCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OutputFormat chosen = format.chosen(session);
        TypeIndex index = TypeIndex.load(session, models);
        List<TypeExplanation> types = provider == null ? index.all() : index.ofProvider(provider);
        ResultList.of(TypeExplanation::json)
                .column("TYPE", TypeExplanation::name)
                .column("PROVIDER", TypeExplanation::provider)
                .wideColumn("SERVICE", TypeExplanation::service)
                .column("OPERATION", TypeExplanation::operation)
                .column("SCOPE", TypeExplanation::scope)
                .wideColumn("PERMISSION", TypeExplanation::permissions)
                .column("LABELS", type -> String.join(", ", type.labels()))
                .column("DETAIL OF", TypeExplanation::detailOf)
                .print(
                        FormatOption.target(session),
                        chosen,
                        types,
                        "no types",
                        List.of(HumanText.count(types.size(), "type")));
        return 0;
    }
}
