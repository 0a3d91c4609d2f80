/** Google Cloud as a source of inventory, through google-cloud-storage. */
@NullMarked
package io.cartostream.producer.gcp;

import org.jspecify.annotations.NullMarked;
