/** What is called of Amazon S3's control plane. */
@NullMarked
package io.cartostream.producer.aws.s3control;

import org.jspecify.annotations.NullMarked;
