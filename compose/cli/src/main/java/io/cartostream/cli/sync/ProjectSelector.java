package io.cartostream.cli.sync;

import io.cartostream.producer.gcp.GcpProvider;
import io.cartostream.producer.provider.AccountRequest;
import java.util.List;

/** Projects of Google Cloud. */
final class ProjectSelector implements AccountSelector {

    private final List<String> projects;

    ProjectSelector(List<String> projects) {
        this.projects = projects;
    }

    @Override
    public String provider() {
        return GcpProvider.NAME;
    }

    @Override
    public boolean selects() {
        return !projects.isEmpty();
    }

    @Override
    public String advice() {
        return "Google Cloud is read with --project";
    }

    @Override
    public List<AccountRequest> accounts(List<String> types) {
        return projects.stream()
                .map(project -> AccountRequest.of(project, List.of(), types))
                .toList();
    }
}
