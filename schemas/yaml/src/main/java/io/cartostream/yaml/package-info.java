/** YAML files in which every value knows its file and line: what model files and catalogue files are read with. No Kafka. */
@NullMarked
package io.cartostream.yaml;

import org.jspecify.annotations.NullMarked;
