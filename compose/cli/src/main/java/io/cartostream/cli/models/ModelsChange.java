package io.cartostream.cli.models;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.runtime.start.FatalStartException;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.modelchange.preview.ModelChangeCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows what models would change in the graph, or puts them in force. */
final class ModelsChange {

    private final CommandSession session;

    ModelsChange(CommandSession session) {
        this.session = session;
    }

    /**
     * Reports the changes; with {@code raise}, also puts the models in force.
     *
     * @param folder folder with the user's models; null for the built-in ones alone
     * @throws CommandFailure if the topics cannot be read
     */
    void run(@Nullable Path folder, boolean raise) {
        Path models = folder == null ? null : session.surroundings().directory().resolve(folder);
        TopologyConfig config = TopologySettings.of(session.settings(), models);
        try {
            ModelSet loaded = ModelSet.load(models, false);
            loaded.problems().forEach(problem -> session.err().println(problem));
            session.err().flush();
            ModelChangeCommand change =
                    new ModelChangeCommand(config, line -> session.out().println(line));
            if (raise) {
                change.raise(loaded);
            } else {
                change.preview(loaded);
            }
        } catch (FatalStartException | ModelException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
        session.out().flush();
    }
}
