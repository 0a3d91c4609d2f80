package io.cartostream.cli.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.session.CommandSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prints the result of a comparison, and of a repair. */
final class ComparisonReport {
    private static final String ALL_ACCOUNTS = "*";

    private final CommandSession session;
    private final GraphCommand.Choice choice;

    ComparisonReport(CommandSession session, GraphCommand.Choice choice) {
        this.session = session;
        this.choice = choice;
    }

    /** @param trouble why the sink writes nothing; null if no reason is known */
    void print(GraphComparison comparison, TopicLog topic, GraphScan scan, String connector, @Nullable String trouble) {
        Collection<ComparisonGroup> groups = choice.byAccount ? comparison.groups() : byLabel(comparison.groups());
        if (session.json()) {
            json(comparison, groups, topic, scan, connector, trouble);
            return;
        }
        TextTable table =
                TextTable.of("", "LABEL OR TYPE", "ACCOUNT", "TOPIC", "GRAPH", "HASH TOPIC", "HASH GRAPH", "DIFFER");
        for (ComparisonGroup group : groups) {
            table.row(
                    group.name().node() ? "node" : "rel.",
                    group.name().label(),
                    group.name().account(),
                    HumanText.count(group.inTopic()),
                    HumanText.count(group.inGraph()),
                    hex(group.topicHash()),
                    hex(group.graphHash()),
                    HumanText.count(group.differences()));
        }
        table.lines().forEach(session.out()::println);
        List<EntityDifference> differences = comparison.differences();
        for (EntityDifference difference : differences.subList(0, Math.min(choice.list, differences.size()))) {
            session.out().println(difference.kind() + " " + difference.key() + at(difference));
        }
        if (comparison.count() > choice.list) {
            session.out().println("… and " + HumanText.count(comparison.count() - choice.list) + " more (--list N)");
        }
        summary(comparison, topic, scan, connector);
        if (trouble != null) {
            session.out().println("the sink does not write new changes: " + trouble);
        }
    }

    private void summary(GraphComparison comparison, TopicLog topic, GraphScan scan, String connector) {
        long entities =
                comparison.groups().stream().mapToLong(ComparisonGroup::inTopic).sum();
        StringBuilder line = new StringBuilder(topic.topic() + " (" + HumanText.count(topic.records(), "record")
                + ") and the graph of '" + connector + "': ");
        if (comparison.count() == 0) {
            line.append("equal, ").append(HumanText.count(entities)).append(" entities");
        } else {
            Map<EntityDifference.Kind, Long> kinds = new TreeMap<>();
            comparison.differences().forEach(difference -> kinds.merge(difference.kind(), 1L, Long::sum));
            line.append(HumanText.count(comparison.count(), "difference"));
            kinds.forEach((kind, count) ->
                    line.append("; ").append(HumanText.count(count)).append(' ').append(kind.meaning()));
        }
        session.out().println(line);
        if (comparison.moving() > 0) {
            session.out()
                    .println(HumanText.count(comparison.moving())
                            + " entities changed during the comparison and are left out");
        }
        if (topic.foreign() + scan.foreign() > 0) {
            session.out()
                    .println("left out, because their keys are not entity keys: "
                            + HumanText.count(topic.foreign(), "record") + ", "
                            + HumanText.count(scan.foreign(), "node")
                            + " or relationships of the graph");
        }
    }

    /** Prints the result of a repair. */
    void repaired(String what, List<EntityDifference> left, long notChosen) {
        if (session.json()) {
            ObjectNode json = JsonOutput.object().put("sent", what).put("notRepaired", notChosen);
            differences(json.putArray("left"), left);
            session.out().println(JsonOutput.pretty(json));
            return;
        }
        session.out().println("sent " + what + "; the sink has written them");
        for (EntityDifference difference : left.subList(0, Math.min(choice.list, left.size()))) {
            session.out().println("still " + difference.kind() + " " + difference.key() + at(difference));
        }
        if (!left.isEmpty()) {
            session.out()
                    .println(HumanText.count(left.size())
                            + " still differ: see `cartostream dead-letters list --topic graph-changes-dlq`");
        }
        if (notChosen > 0) {
            session.out().println(HumanText.count(notChosen) + " differences were left alone");
        }
    }

    private static Collection<ComparisonGroup> byLabel(List<ComparisonGroup> groups) {
        Map<ComparisonGroup.Name, ComparisonGroup> sums = new TreeMap<>();
        for (ComparisonGroup group : groups) {
            ComparisonGroup.Name name =
                    new ComparisonGroup.Name(group.name().node(), group.name().label(), ALL_ACCOUNTS);
            sums.computeIfAbsent(name, ComparisonGroup::new).add(group);
        }
        return sums.values();
    }

    private void json(
            GraphComparison comparison,
            Collection<ComparisonGroup> groups,
            TopicLog topic,
            GraphScan scan,
            String connector,
            @Nullable String trouble) {
        ObjectNode json = JsonOutput.object()
                .put("topic", topic.topic())
                .put("connector", connector)
                .put("sinkTrouble", trouble)
                .put("records", topic.records())
                .put("differences", comparison.count())
                .put("changedMeanwhile", comparison.moving())
                .put("foreignRecords", topic.foreign())
                .put("foreignEntities", scan.foreign());
        ArrayNode rows = json.putArray("groups");
        for (ComparisonGroup group : groups) {
            rows.addObject()
                    .put("kind", group.name().node() ? "node" : "relationship")
                    .put("name", group.name().label())
                    .put("account", group.name().account())
                    .put("topic", group.inTopic())
                    .put("graph", group.inGraph())
                    .put("topicHash", hex(group.topicHash()))
                    .put("graphHash", hex(group.graphHash()))
                    .put("differences", group.differences());
        }
        differences(
                json.putArray("listed"),
                comparison.differences().stream().limit(choice.list).toList());
        session.out().println(JsonOutput.pretty(json));
    }

    private static void differences(ArrayNode array, List<EntityDifference> differences) {
        for (EntityDifference difference : differences) {
            array.addObject()
                    .put("kind", difference.kind().name())
                    .put("key", difference.key())
                    .put("partition", difference.partition())
                    .put("offset", difference.offset());
        }
    }

    private static String at(EntityDifference difference) {
        return difference.offset() < 0 ? "" : " (record " + difference.partition() + "/" + difference.offset() + ")";
    }

    private static String hex(long hash) {
        return String.format("%016x", hash);
    }
}
