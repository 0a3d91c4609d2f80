/**
 * The rigs that tests share: processes of the pipeline, doubles and a clock. The processes run what the other modules' builds leave in
 * their {@code target} folders, so a test that starts one needs {@code mvn package} of that module first.
 */
@org.jspecify.annotations.NullMarked
package io.cartostream.testkit;
