/** EC2 Auto Scaling. */
@NullMarked
package io.cartostream.producer.aws.autoscaling;

import org.jspecify.annotations.NullMarked;
