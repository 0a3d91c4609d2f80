package io.cartostream.cli.sync;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is read: shared by sync and jobs. */
final class SelectionOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            description = "Only this region. Repeatable. Default: all that the account has enabled.")
    List<String> regions = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only this resource type, e.g. ec2.instance. Repeatable. Default: all of the catalogue.")
    List<String> types = new ArrayList<>();
}
