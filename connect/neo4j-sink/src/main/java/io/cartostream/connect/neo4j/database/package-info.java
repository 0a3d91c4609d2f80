/**
 * Access to Neo4j: driver, transactions, failure classification and retry delays.
 */
@NullMarked
package io.cartostream.connect.neo4j.database;

import org.jspecify.annotations.NullMarked;
