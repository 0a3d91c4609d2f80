/** The fleet's worker: takes jobs from {@code sync-jobs} and reads their accounts. Needs no terminal. */
@NullMarked
package io.cartostream.worker;

import org.jspecify.annotations.NullMarked;
