/** Elastic Load Balancing, for application, network and gateway load balancers. */
@NullMarked
package io.cartostream.producer.aws.elbv2;

import org.jspecify.annotations.NullMarked;
