package io.cartostream.cli.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.output.Table;
import io.cartostream.cli.output.Texts;
import io.cartostream.cli.session.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what a comparison found. */
final class Report {
    private static final String ALL_ACCOUNTS = "*";

    private final Session session;
    private final GraphCommand.Choice choice;

    Report(Session session, GraphCommand.Choice choice) {
        this.session = session;
        this.choice = choice;
    }

    /** @param trouble why the sink writes nothing; null if it works as far as is known */
    void print(Comparison comparison, TopicLog topic, GraphScan scan, String connector, @Nullable String trouble) {
        Collection<Group> groups = choice.byAccount ? comparison.groups() : byLabel(comparison.groups());
        if (session.json()) {
            json(comparison, groups, topic, scan, connector, trouble);
            return;
        }
        Table table = Table.of("", "LABEL OR TYPE", "ACCOUNT", "TOPIC", "GRAPH", "HASH TOPIC", "HASH GRAPH", "DIFFER");
        for (Group group : groups) {
            table.row(
                    group.name().node() ? "node" : "rel.",
                    group.name().label(),
                    group.name().account(),
                    Texts.count(group.inTopic()),
                    Texts.count(group.inGraph()),
                    hex(group.topicHash()),
                    hex(group.graphHash()),
                    Texts.count(group.differences()));
        }
        table.lines().forEach(session.out()::println);
        List<Difference> differences = comparison.differences();
        for (Difference difference : differences.subList(0, Math.min(choice.list, differences.size()))) {
            session.out().println(difference.kind() + " " + difference.key() + at(difference));
        }
        if (comparison.count() > choice.list) {
            session.out().println("… and " + Texts.count(comparison.count() - choice.list) + " more (--list N)");
        }
        summary(comparison, topic, scan, connector);
        if (trouble != null) {
            session.out().println("what is changed from now on is not written: " + trouble);
        }
    }

    private void summary(Comparison comparison, TopicLog topic, GraphScan scan, String connector) {
        long entities = comparison.groups().stream().mapToLong(Group::inTopic).sum();
        StringBuilder line = new StringBuilder(topic.topic() + " (" + Texts.count(topic.records(), "record")
                + ") and the graph of '" + connector + "': ");
        if (comparison.count() == 0) {
            line.append("equal, ").append(Texts.count(entities)).append(" entities");
        } else {
            Map<Difference.Kind, Long> kinds = new TreeMap<>();
            comparison.differences().forEach(difference -> kinds.merge(difference.kind(), 1L, Long::sum));
            line.append(Texts.count(comparison.count(), "difference"));
            kinds.forEach((kind, count) ->
                    line.append("; ").append(Texts.count(count)).append(' ').append(kind.meaning()));
        }
        session.out().println(line);
        if (comparison.moving() > 0) {
            session.out()
                    .println(Texts.count(comparison.moving())
                            + " entities were changed by the topology meanwhile and are left out");
        }
        if (topic.foreign() + scan.foreign() > 0) {
            session.out()
                    .println("not looked at, since their keys are no entity's: "
                            + Texts.count(topic.foreign(), "record") + ", " + Texts.count(scan.foreign(), "node")
                            + " or relationships of the graph");
        }
    }

    /** What a repair came to. */
    void repaired(String what, List<Difference> left, long notChosen) {
        if (session.json()) {
            ObjectNode json = Json.object().put("sent", what).put("notRepaired", notChosen);
            differences(json.putArray("left"), left);
            session.out().println(Json.pretty(json));
            return;
        }
        session.out().println("sent " + what + "; the sink has written them");
        for (Difference difference : left.subList(0, Math.min(choice.list, left.size()))) {
            session.out().println("still " + difference.kind() + " " + difference.key() + at(difference));
        }
        if (!left.isEmpty()) {
            session.out()
                    .println(Texts.count(left.size())
                            + " are not mended: look at `cartostream dead-letters list --topic "
                            + "graph-changes-dlq`");
        }
        if (notChosen > 0) {
            session.out().println(Texts.count(notChosen) + " differences were not for this repair");
        }
    }

    private static Collection<Group> byLabel(List<Group> groups) {
        Map<Group.Name, Group> sums = new TreeMap<>();
        for (Group group : groups) {
            Group.Name name = new Group.Name(group.name().node(), group.name().label(), ALL_ACCOUNTS);
            sums.computeIfAbsent(name, Group::new).add(group);
        }
        return sums.values();
    }

    private void json(
            Comparison comparison,
            Collection<Group> groups,
            TopicLog topic,
            GraphScan scan,
            String connector,
            @Nullable String trouble) {
        ObjectNode json = Json.object()
                .put("topic", topic.topic())
                .put("connector", connector)
                .put("sinkTrouble", trouble)
                .put("records", topic.records())
                .put("differences", comparison.count())
                .put("changedMeanwhile", comparison.moving())
                .put("foreignRecords", topic.foreign())
                .put("foreignEntities", scan.foreign());
        ArrayNode rows = json.putArray("groups");
        for (Group group : groups) {
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
        session.out().println(Json.pretty(json));
    }

    private static void differences(ArrayNode array, List<Difference> differences) {
        for (Difference difference : differences) {
            array.addObject()
                    .put("kind", difference.kind().name())
                    .put("key", difference.key())
                    .put("partition", difference.partition())
                    .put("offset", difference.offset());
        }
    }

    private static String at(Difference difference) {
        return difference.offset() < 0 ? "" : " (record " + difference.partition() + "/" + difference.offset() + ")";
    }

    private static String hex(long hash) {
        return String.format("%016x", hash);
    }
}
