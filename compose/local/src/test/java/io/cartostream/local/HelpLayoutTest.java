package io.cartostream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CartostreamCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of all commands of the launcher on narrow terminals. */
class HelpLayoutTest {

    private static final String EXAMPLE = "  ";

    @ParameterizedTest
    @ValueSource(ints = {80, 60})
    void shouldBreakNoWordAndNoExample(int width) {
        for (CommandLine command : commands(width)) {
            String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
            Set<String> words = Arrays.stream(help.split("\\s+")).collect(Collectors.toSet());
            Set<String> lines = help.lines().collect(Collectors.toSet());

            assertThat(words).as("help of %s", command.getCommandName()).containsAll(sourceWords(command));
            assertThat(lines).as("help of %s", command.getCommandName()).containsAll(examples(command));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 60})
    void shouldFitIntoTheWidthUnlessAnExampleIsWider(int width) {
        for (CommandLine command : commands(width)) {
            List<String> examples = examples(command);

            assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines())
                    .as("help of %s", command.getCommandName())
                    .allMatch(line -> line.length() <= width || examples.contains(line) || hasWideWord(line, width));
        }
    }

    private static boolean hasWideWord(String line, int width) {
        return line.substring(line.lastIndexOf(' ') + 1).length() > width / 2;
    }

    private static List<CommandLine> commands(int width) {
        CommandLine root = CartostreamCommand.commandLine(LocalMain.COMMANDS);
        root.setUsageHelpAutoWidth(false).setUsageHelpWidth(width);
        List<CommandLine> all = new ArrayList<>(List.of(root));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
        }
        return all;
    }

    /** The words that the help of a command consists of, as they are written in the code. */
    private static List<String> sourceWords(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Stream<String> options = command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .filter(option -> command.getParent() == null || !option.inherited())
                .flatMap(HelpLayoutTest::texts);
        Stream<String> parameters = command.getCommandSpec().positionalParameters().stream()
                .flatMap(parameter -> Arrays.stream(parameter.description()));
        Stream<String> texts =
                Stream.of(usage.header(), usage.description(), usage.footer()).flatMap(Arrays::stream);
        return Stream.of(texts, options, parameters)
                .flatMap(text -> text)
                .flatMap(text -> Arrays.stream(text.split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Stream<String> texts(OptionSpec option) {
        return Arrays.stream(option.description());
    }

    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith(EXAMPLE))
                .toList();
    }
}
