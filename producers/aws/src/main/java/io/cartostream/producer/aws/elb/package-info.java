/** Elastic Load Balancing, for classic load balancers. */
@NullMarked
package io.cartostream.producer.aws.elb;

import org.jspecify.annotations.NullMarked;
