@NullMarked
package io.cartostream.models;

import org.jspecify.annotations.NullMarked;
