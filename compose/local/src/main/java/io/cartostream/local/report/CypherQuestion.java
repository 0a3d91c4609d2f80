package io.cartostream.local.report;

import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Value;

/**
 * A question in words and in Cypher.
 *
 * @param words as a person asks it
 * @param cypher as Neo4j is asked, in lines
 */
public record CypherQuestion(String words, List<String> cypher) {

    /** The three of the summary. They use Cartography's labels, old and new names alike. */
    public static final List<CypherQuestion> ALL = List.of(
            new CypherQuestion(
                    "Which running instances can anybody on the internet reach, on which port, and whose are they?",
                    List.of(
                            "MATCH (:AWSIpRange {id: '0.0.0.0/0'})-[:MEMBER_OF_IP_RULE]->(rule:AWSIpPermissionInbound)",
                            "      -[:MEMBER_OF_EC2_SECURITY_GROUP]->(group:EC2SecurityGroup)",
                            "      <-[:MEMBER_OF_EC2_SECURITY_GROUP]-(i:EC2Instance {state: 'running'})<-[:RESOURCE]-(a:AWSAccount)",
                            "WHERE i.publicipaddress IS NOT NULL",
                            "OPTIONAL MATCH (key:EC2KeyPair)-[:SSH_LOGIN_TO]->(i)",
                            "RETURN a.id AS account, i.region AS region, group.name AS group, rule.fromport AS port,",
                            "       key.keyname AS key, count(DISTINCT i) AS instances, min(i.publicipaddress) AS `for example`",
                            "ORDER BY port, instances DESC, account, region, key LIMIT 8")),
            new CypherQuestion(
                    "Which security groups let another account in?",
                    List.of(
                            "MATCH (a:AWSAccount)-[:RESOURCE]->(open:EC2SecurityGroup)-[:ALLOWS_TRAFFIC_FROM]->(from:EC2SecurityGroup)",
                            "      <-[:RESOURCE]-(b:AWSAccount)",
                            "WHERE a <> b",
                            "RETURN a.id AS account, open.name AS group, open.region AS region, b.id AS `lets in`, from.name AS `its group`",
                            "ORDER BY account, group, region LIMIT 8")),
            new CypherQuestion(
                    "Which subnets hold machines of more than one account?",
                    List.of(
                            "MATCH (a:AWSAccount)-[:RESOURCE]->(i:EC2Instance)-[:PART_OF_SUBNET]->(s:EC2Subnet)",
                            "WITH s, collect(DISTINCT a.id) AS accounts, count(DISTINCT i) AS instances",
                            "WHERE size(accounts) > 1",
                            "RETURN s.subnet_id AS subnet, s.region AS region, s.cidr_block AS cidr, instances, accounts",
                            "ORDER BY region, cidr LIMIT 6")));

    /** The statement in one piece. */
    public String statement() {
        return String.join("\n", cypher);
    }

    /** An answer. */
    public record Answer(List<String> columns, List<Map<String, Object>> rows) {
        /** As a table. */
        public List<String> lines() {
            TextTable table = TextTable.of(60, columns);
            for (Map<String, Object> row : rows) {
                table.row(columns.stream().map(column -> text(row.get(column))).toList());
            }
            return rows.isEmpty() ? List.of("(none)") : table.lines();
        }

        private static String text(@org.jspecify.annotations.Nullable Object value) {
            if (value instanceof List<?> list) {
                return String.join(", ", list.stream().map(String::valueOf).toList());
            }
            return value == null ? "" : value.toString();
        }
    }

    /** Asks. */
    public Answer ask(Neo4jClient graph) {
        return graph.read(statement(), Map.of(), result -> {
            List<String> columns = result.keys();
            List<Map<String, Object>> rows = new ArrayList<>();
            result.forEachRemaining(record -> {
                Map<String, Object> row = new LinkedHashMap<>();
                for (String column : columns) {
                    Value value = record.get(column);
                    if (!value.isNull()) {
                        row.put(column, value.asObject());
                    }
                }
                rows.add(row);
            });
            return new Answer(columns, rows);
        });
    }
}
