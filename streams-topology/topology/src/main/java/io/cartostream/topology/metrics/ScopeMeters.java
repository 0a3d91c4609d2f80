package io.cartostream.topology.metrics;

import io.cartostream.contract.Scope;
import io.cartostream.engine.scope.ScopeStatus;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the scopes of this process, as one MBean each. The number of shown scopes is bounded: at the bound, a scope that is not
 * fresh and fully read replaces one that is. Safe for many threads.
 */
public final class ScopeMeters {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeMeters.class);
    private static final String NEEDS_QUOTES = ".*[,=:\"*?\\\\\n].*";

    private final MBeanServer server;
    private final int most;
    private final InstantSource clock;
    private final Map<String, ShownScope> shown = new LinkedHashMap<>();
    private final Set<String> fresh = new LinkedHashSet<>();

    private record ShownScope(int partition, ObjectName name, ScopeValues values) {}

    /**
     * Creates meters that show no scope yet.
     *
     * @param most the most scopes that are shown
     */
    public ScopeMeters(MBeanServer server, int most, InstantSource clock) {
        this.server = server;
        this.most = most;
        this.clock = clock;
    }

    /** Returns the meters of one partition of the stage by scope. Closing them hides the partition's scopes. */
    public Partition partition(int partition) {
        return new Partition(partition);
    }

    private synchronized void update(int partition, ScopeStatus status) {
        String key = status.scope().key();
        ShownScope known = shown.get(key);
        if (known == null) {
            if (shown.size() >= most && !(!status.fullyRead() && dropFresh())) {
                return;
            }
            known = register(partition, status);
        }
        known.values().update(status);
        if (known.values().fresh()) {
            fresh.add(key);
        } else {
            fresh.remove(key);
        }
    }

    private boolean dropFresh() {
        Iterator<String> candidates = fresh.iterator();
        if (!candidates.hasNext()) {
            return false;
        }
        String key = candidates.next();
        candidates.remove();
        ShownScope dropped = shown.remove(key);
        if (dropped != null) {
            unregister(dropped.name());
        }
        return true;
    }

    private ShownScope register(int partition, ScopeStatus status) {
        ShownScope made = new ShownScope(partition, nameOf(status.scope()), new ScopeValues(status, clock));
        unregister(made.name());
        manage(beans ->
                beans.registerMBean(new EnumMBean<>(ScopeGauge.class, made.values()::value, "A scope"), made.name()));
        shown.put(status.scope().key(), made);
        return made;
    }

    private void unregister(ObjectName name) {
        if (server.isRegistered(name)) {
            manage(beans -> beans.unregisterMBean(name));
        }
    }

    /** Counts for a shown scope only: a scope without a status would be shown as never synced. */
    private synchronized void count(Scope scope, ScopeGauge gauge) {
        ShownScope known = shown.get(scope.key());
        if (known != null) {
            known.values().count(gauge);
        }
    }

    private synchronized void close(int partition) {
        Map<String, ShownScope> gone = new HashMap<>();
        shown.forEach((key, each) -> {
            if (each.partition() == partition) {
                gone.put(key, each);
            }
        });
        gone.forEach((key, each) -> {
            shown.remove(key);
            fresh.remove(key);
            unregister(each.name());
        });
    }

    private static ObjectName nameOf(Scope scope) {
        try {
            return new ObjectName("io.cartostream:type=Scope,provider=" + quoted(scope.provider()) + ",account="
                    + quoted(scope.account()) + ",region=" + quoted(scope.region()) + ",resource="
                    + quoted(scope.resourceType()));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("no name for " + scope, e);
        }
    }

    private static String quoted(String text) {
        return text.matches(NEEDS_QUOTES) ? ObjectName.quote(text) : text;
    }

    @FunctionalInterface
    private interface Management {
        void on(MBeanServer server) throws JMException;
    }

    private void manage(Management management) {
        try {
            management.on(server);
        } catch (JMException e) {
            LOG.warn("A scope is not available over JMX: {}", e.toString());
        }
    }

    /** The scopes of one partition. */
    public final class Partition implements Consumer<ScopeStatus>, AutoCloseable {
        private final int number;

        Partition(int number) {
            this.number = number;
        }

        @Override
        public void accept(ScopeStatus status) {
            update(number, status);
        }

        public void count(Scope scope, ScopeGauge gauge) {
            ScopeMeters.this.count(scope, gauge);
        }

        @Override
        public void close() {
            ScopeMeters.this.close(number);
        }
    }
}
