/**
 * The configuration of the sink: keys, defaults and validation of single keys.
 */
@NullMarked
package io.cartostream.connect.neo4j.config;

import org.jspecify.annotations.NullMarked;
