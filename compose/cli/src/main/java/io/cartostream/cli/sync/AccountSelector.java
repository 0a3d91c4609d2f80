package io.cartostream.cli.sync;

import io.cartostream.producer.provider.AccountRequest;
import java.util.List;

/** The accounts of one provider that the options ask for. */
interface AccountSelector {

    /** The provider's name. */
    String provider();

    /** True if the options ask for accounts of this provider. */
    boolean selects();

    /** Tells a user which options ask for accounts of this provider. */
    String advice();

    /**
     * The accounts.
     *
     * @param types the provider's resource types to read; empty for all
     */
    List<AccountRequest> accounts(List<String> types);
}
