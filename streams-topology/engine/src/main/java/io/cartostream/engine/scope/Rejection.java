package io.cartostream.engine.scope;

/**
 * Why the event that is being processed could not be. Always raised within the {@code process} call of that event, so that
 * the caller has the original record at hand.
 *
 * @param reason a stable code in capitals
 * @param message one sentence: what went wrong and what to do
 * @param subject the resource concerned, cut to a readable length
 */
public record Rejection(String reason, String message, String subject) {}
