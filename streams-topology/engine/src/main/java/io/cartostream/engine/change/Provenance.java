package io.cartostream.engine.change;

import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from.
 *
 * @param provider provider of the resource that caused it
 * @param account its account
 * @param syncId the sync that brought it; null for a lone observation
 * @param effectiveTime min(observedAt, append time) in epoch milliseconds
 */
public record Provenance(
        String provider, String account, @Nullable String syncId, long effectiveTime) {}
