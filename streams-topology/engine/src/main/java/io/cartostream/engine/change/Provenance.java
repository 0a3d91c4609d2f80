package io.cartostream.engine.change;

import org.jspecify.annotations.Nullable;

/**
 * The origin of a change.
 *
 * @param provider provider of the resource that caused it
 * @param account its account
 * @param syncId the sync that observed it; null for a lone event
 * @param effectiveTime min(observedAt, append time) in epoch milliseconds
 */
public record Provenance(
        String provider, String account, @Nullable String syncId, long effectiveTime) {}
