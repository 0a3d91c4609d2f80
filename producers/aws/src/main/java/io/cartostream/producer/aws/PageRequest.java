package io.cartostream.producer.aws;

import org.jspecify.annotations.Nullable;

/**
 * Which page is wanted.
 *
 * @param token what the page before said; null for the first
 * @param size how many items at most; null for the service's own choice
 */
public record PageRequest(@Nullable String token, @Nullable Integer size) {}
