@NullMarked
package io.cartostream.producer.aws;

import org.jspecify.annotations.NullMarked;
