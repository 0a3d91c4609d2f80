package io.cartostream.connect.neo4j.change;

import java.util.List;
import org.neo4j.driver.Value;

/**
 * One valid change of one entity.
 *
 * @param key the entity key's text: changes of the same key supersede one another
 * @param shape the statement that writes it
 * @param row its row of the statement's parameter {@code rows}, as the driver sends it: whoever decodes is not who writes
 * @param nominated keys of the nodes that may be superfluous bare ends once it is written
 * @param effectiveTime effective time of the observation that caused it, epoch milliseconds
 * @param bytes about how large the row is
 */
public record EntityChange(
        String key, CypherStatement shape, Value row, List<String> nominated, long effectiveTime, int bytes) {}
