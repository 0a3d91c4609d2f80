/** What is called of Amazon S3. */
@NullMarked
package io.cartostream.producer.aws.s3;

import org.jspecify.annotations.NullMarked;
