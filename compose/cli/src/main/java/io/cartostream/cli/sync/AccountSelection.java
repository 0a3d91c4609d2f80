package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.AccountRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the options ask for, of every provider with options. A provider of which no chosen type is left is not called, because to
 * its source no type means every type.
 */
final class AccountSelection {

    private final Catalogue catalogue;
    private final List<String> types;
    private final List<AccountSelector> selectors;

    private AccountSelection(Catalogue catalogue, List<String> types, List<AccountSelector> selectors) {
        this.catalogue = catalogue;
        this.types = types;
        this.selectors = selectors;
    }

    /** An account and its provider. */
    record Selected(String provider, AccountRequest account) {}

    static AccountSelection ofSync(Catalogue catalogue, SyncCommand command, Path directory, PrintWriter notices) {
        return new AccountSelection(
                catalogue,
                command.selection.types,
                List.of(
                        AwsAccountSelector.ofSync(command, directory, notices),
                        new ProjectSelector(command.accounts.projects)));
    }

    static AccountSelection ofJobs(
            Catalogue catalogue, SelectionOptions selection, AwsAccountSelector aws, AccountOptions accounts) {
        return new AccountSelection(catalogue, selection.types, List.of(aws, new ProjectSelector(accounts.projects)));
    }

    /** Fails with a suggestion if a type is not in the catalogue. */
    static void requireTypes(Catalogue catalogue, List<String> types) {
        List<String> known = catalogue.types().stream().map(ResourceType::name).toList();
        for (String type : types) {
            if (!known.contains(type)) {
                throw CommandFailure.usage("unknown resource type '" + type + "'" + NameSuggestions.hint(type, known)
                        + "; known are " + String.join(", ", known));
            }
        }
    }

    /** Fails if a chosen type belongs to a provider of which no account is selected. */
    void requireReaders() {
        for (AccountSelector selector : selectors) {
            List<String> unread = typesOf(selector.provider());
            if (!selector.selects() && !unread.isEmpty()) {
                throw CommandFailure.usage(
                        "nothing would read " + String.join(", ", unread) + ": " + selector.advice());
            }
        }
    }

    List<Selected> accounts() {
        List<Selected> selected = new ArrayList<>();
        for (AccountSelector selector : selectors) {
            List<String> own = typesOf(selector.provider());
            if (selector.selects() && (types.isEmpty() || !own.isEmpty())) {
                selector.accounts(own).forEach(account -> selected.add(new Selected(selector.provider(), account)));
            }
        }
        return selected;
    }

    private List<String> typesOf(String provider) {
        return types.stream()
                .filter(type -> catalogue.get(type).provider().equals(provider))
                .toList();
    }
}
