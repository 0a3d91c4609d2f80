/** AWS as a source of inventory, through the AWS SDK v2. Services have a package each. */
@NullMarked
package io.cartostream.producer.aws;

import org.jspecify.annotations.NullMarked;
