package io.cartostream.engine.scope;

/**
 * Why the current event could not be processed. Raised only within the {@code process} call of that event, so that the
 * caller has the original record at hand.
 *
 * @param reason the stable code
 * @param message one sentence: what went wrong and what to do
 * @param subject the resource concerned, cut to a readable length
 */
public record Rejection(RejectionReason reason, String message, String subject) {}
