/** Deploys what the pipeline needs before its first record: topics, subjects, compatibility and connectors. */
@NullMarked
package io.cartostream.cli.deploy;

import org.jspecify.annotations.NullMarked;
