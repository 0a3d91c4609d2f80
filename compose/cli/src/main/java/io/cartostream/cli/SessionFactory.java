package io.cartostream.cli;

import io.cartostream.cli.session.CommandSession;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, with the session if their constructor takes it. */
final class SessionFactory implements IFactory {

    private final CommandSession session;
    private final IFactory others = CommandLine.defaultFactory();

    SessionFactory(CommandSession session) {
        this.session = session;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == CommandSession.class) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(session));
            }
        }
        return others.create(type);
    }
}
