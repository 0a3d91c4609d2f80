package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses options of which one would have to be ignored: the user meant something that would not happen. */
final class OptionConflicts {

    private final List<String> problems = new ArrayList<>();

    private OptionConflicts() {}

    /** Fails with a usage error that lists what conflicts. */
    static void refuse(SyncCommand options) {
        AccountOptions accounts = options.accounts;
        OptionConflicts conflicts = new OptionConflicts();
        Map<String, Boolean> whose = new LinkedHashMap<>();
        whose.put("--role-arn", options.roleArn != null);
        whose.put("--accounts", accounts.accounts != null);
        whose.put("--organization", accounts.organization);
        whose.put("--from-files", options.fromFiles != null);
        conflicts.exclusive(whose);
        boolean many = accounts.accounts != null || accounts.organization;
        if (options.fromFiles != null) {
            conflicts.without("--from-files", "--project", !accounts.projects.isEmpty());
            conflicts.without("--from-files", "--profile", options.cloud.profile != null);
            conflicts.without("--from-files", "--endpoint-url", options.cloud.endpointUrl != null);
        }
        conflicts.needs("--role-name", accounts.roleName != null, many, "--accounts or --organization");
        conflicts.needs(
                "--external-id",
                accounts.externalId != null,
                many || options.roleArn != null,
                "--role-arn, --accounts or --organization");
        conflicts.raise();
    }

    /** The same for jobs. */
    static void refuse(List<String> ids, AccountOptions accounts) {
        OptionConflicts conflicts = new OptionConflicts();
        Map<String, Boolean> whose = new LinkedHashMap<>();
        whose.put("--accounts", accounts.accounts != null);
        whose.put("--organization", accounts.organization);
        conflicts.exclusive(whose);
        boolean some = !ids.isEmpty() || accounts.accounts != null || accounts.organization;
        conflicts.needs("--role-name", accounts.roleName != null, some, "--account, --accounts or --organization");
        conflicts.needs("--external-id", accounts.externalId != null, some, "--account, --accounts or --organization");
        conflicts.raise();
    }

    private void exclusive(Map<String, Boolean> options) {
        List<String> given = options.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        if (given.size() > 1) {
            problems.add(String.join(" and ", given) + " exclude each other: give one of them");
        }
    }

    private void without(String option, String ignored, boolean given) {
        if (given) {
            problems.add(ignored + " means nothing with " + option);
        }
    }

    private void needs(String option, boolean given, boolean met, String needed) {
        if (given && !met) {
            problems.add(option + " needs " + needed);
        }
    }

    private void raise() {
        if (!problems.isEmpty()) {
            throw CommandFailure.usage(String.join("; ", problems));
        }
    }
}
