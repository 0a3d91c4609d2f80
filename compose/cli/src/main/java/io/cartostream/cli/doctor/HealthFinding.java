package io.cartostream.cli.doctor;

/**
 * What one check found.
 *
 * @param state how the part is
 * @param text what was found, for people
 * @param advice what to do; empty if no action is needed
 */
record HealthFinding(HealthState state, String text, String advice) {

    static HealthFinding ok(String text) {
        return new HealthFinding(HealthState.OK, text, "");
    }

    static HealthFinding warning(String text, String advice) {
        return new HealthFinding(HealthState.WARNING, text, advice);
    }

    static HealthFinding failed(String text, String advice) {
        return new HealthFinding(HealthState.FAILED, text, advice);
    }

    static HealthFinding skipped(String text) {
        return new HealthFinding(HealthState.SKIPPED, text, "");
    }
}
