/** Collects, validates and types the settings that every Streams application has. Applications add their own to them. */
@NullMarked
package io.cartostream.runtime.config;

import org.jspecify.annotations.NullMarked;
