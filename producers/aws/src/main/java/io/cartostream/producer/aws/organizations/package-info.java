/** What is called of AWS Organizations. */
@NullMarked
package io.cartostream.producer.aws.organizations;

import org.jspecify.annotations.NullMarked;
