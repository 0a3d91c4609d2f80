/** What is called of the Resource Groups Tagging API. */
@NullMarked
package io.cartostream.producer.aws.resourcegroupstaggingapi;

import org.jspecify.annotations.NullMarked;
