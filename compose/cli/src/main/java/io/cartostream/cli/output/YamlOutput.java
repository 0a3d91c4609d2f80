package io.cartostream.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Prints a JSON tree as YAML in block style. A text that YAML would read as a number or a date is quoted. */
final class YamlOutput {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private YamlOutput() {}

    static String of(JsonNode tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(MAPPER.convertValue(tree, Object.class)).stripTrailing();
    }
}
