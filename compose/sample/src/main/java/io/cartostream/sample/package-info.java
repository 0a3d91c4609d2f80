/**
 * A fictitious estate as recorded API answers: three AWS accounts in two regions and two Google Cloud projects, in the formats that
 * the providers publish. Deterministic: the same seed gives the same bytes.
 */
@NullMarked
package io.cartostream.sample;

import org.jspecify.annotations.NullMarked;
