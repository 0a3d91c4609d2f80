/** What the commands show: counts, questions and their answers, where everything listens. */
@NullMarked
package io.cartostream.local.report;

import org.jspecify.annotations.NullMarked;
