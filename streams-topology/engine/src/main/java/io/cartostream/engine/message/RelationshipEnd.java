package io.cartostream.engine.message;

import io.cartostream.contract.EntityKey;

/**
 * A relationship, as a message to its start node names it.
 *
 * @param type the type
 * @param to the end node
 */
public record RelationshipEnd(String type, EntityKey.Node to) {}
