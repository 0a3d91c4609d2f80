package io.cartostream.connect.neo4j.change;

import java.util.List;
import org.neo4j.driver.Value;

/**
 * One valid change of one entity.
 *
 * @param key the entity key's text; a later change with the same key supersedes this one
 * @param statement the statement that writes the change
 * @param row the row of the statement's parameter {@code rows}; in the driver's form already, which saves the writing thread work
 * @param nominated keys of the nodes that may be superfluous bare ends once the change is written
 * @param effectiveTime effective time of the observation behind the change, in epoch milliseconds
 * @param bytes estimated size of the row
 */
public record EntityChange(
        String key, CypherStatement statement, Value row, List<String> nominated, long effectiveTime, int bytes) {}
