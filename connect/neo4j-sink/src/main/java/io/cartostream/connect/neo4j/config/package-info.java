/**
 * The sink configuration: keys, defaults and validation.
 */
@NullMarked
package io.cartostream.connect.neo4j.config;

import org.jspecify.annotations.NullMarked;
