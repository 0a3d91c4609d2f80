package io.cartostream.cli.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import io.cartostream.contract.TopicName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Lists the topics of the pipeline with their partitions and sizes. */
final class TopicList {

    private final CommandSession session;

    TopicList(CommandSession session) {
        this.session = session;
    }

    /** @param partitions 0 if the topic does not exist */
    private record Row(String name, int partitions, long offsets, String cleanup) {

        ObjectNode json() {
            return JsonOutput.object()
                    .put("topic", name)
                    .put("exists", partitions > 0)
                    .put("partitions", partitions)
                    .put("offsets", offsets)
                    .put("cleanup", cleanup);
        }
    }

    int run(OutputFormat format) {
        List<Row> rows;
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            rows = rows(kafka);
        }
        boolean complete = rows.stream().allMatch(row -> row.partitions() > 0);
        ResultList.<Row>of(Row::json)
                .column("TOPIC", Row::name)
                .stateColumn(
                        "PARTITIONS", row -> row.partitions() == 0 ? "missing" : Integer.toString(row.partitions()))
                .column("OFFSETS", row -> HumanText.count(row.offsets()))
                .column("CLEANUP", Row::cleanup)
                .print(
                        FormatOption.target(session),
                        format,
                        rows,
                        "no topics",
                        complete ? List.of() : List.of("Run `cartostream deploy` to create the missing topics."));
        return 0;
    }

    private static List<Row> rows(KafkaClient kafka) {
        Set<String> present = kafka.get(kafka.admin().listTopics().names());
        List<String> ours = Arrays.stream(TopicName.values())
                .map(topic -> kafka.settings().namespace().topic(topic))
                .toList();
        Map<String, TopicDescription> descriptions = kafka.get(kafka.admin()
                .describeTopics(ours.stream().filter(present::contains).toList())
                .allTopicNames());
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        descriptions.forEach((name, description) -> description.partitions().forEach(partition -> {
            first.put(new TopicPartition(name, partition.partition()), OffsetSpec.earliest());
            last.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
        }));
        Map<String, Long> sizes = new HashMap<>();
        add(sizes, kafka.get(kafka.admin().listOffsets(last).all()), 1);
        add(sizes, kafka.get(kafka.admin().listOffsets(first).all()), -1);
        return Arrays.stream(TopicName.values())
                .map(topic -> {
                    String name = kafka.settings().namespace().topic(topic);
                    TopicDescription description = descriptions.get(name);
                    return new Row(
                            name,
                            description == null ? 0 : description.partitions().size(),
                            sizes.getOrDefault(name, 0L),
                            topic.settings().getOrDefault("cleanup.policy", "delete"));
                })
                .toList();
    }

    private static void add(Map<String, Long> sizes, Map<TopicPartition, ListOffsetsResultInfo> offsets, int sign) {
        offsets.forEach((partition, info) -> sizes.merge(partition.topic(), sign * info.offset(), Long::sum));
    }
}
