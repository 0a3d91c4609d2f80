/**
 * The models: YAML declarations of what each resource type yields in the graph, loaded and compiled by {@link
 * io.cartostream.models.ModelSet}.
 */
@NullMarked
package io.cartostream.models;

import org.jspecify.annotations.NullMarked;
