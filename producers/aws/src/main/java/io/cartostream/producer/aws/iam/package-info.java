/** Identity and Access Management. */
@NullMarked
package io.cartostream.producer.aws.iam;

import org.jspecify.annotations.NullMarked;
