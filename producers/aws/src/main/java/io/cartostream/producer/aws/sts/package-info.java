/** The AWS Security Token Service: the account itself. */
@NullMarked
package io.cartostream.producer.aws.sts;

import org.jspecify.annotations.NullMarked;
