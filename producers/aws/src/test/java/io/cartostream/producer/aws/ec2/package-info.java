@NullMarked
package io.cartostream.producer.aws.ec2;

import org.jspecify.annotations.NullMarked;
