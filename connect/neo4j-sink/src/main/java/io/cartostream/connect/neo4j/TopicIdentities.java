package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.write.Fences;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.errors.RetriableException;

/** Learns the ids of cluster and topics, which survive everything but being created anew. */
@FunctionalInterface
interface TopicIdentities {
    /** Throws {@link RetriableException} while Kafka does not answer. */
    Fences.Identity of(Set<String> topics);

    /** Asks Kafka with a client of its own, closed at once: topics are opened rarely. */
    static TopicIdentities kafka(Map<String, Object> client) {
        return topics -> {
            try (Admin admin = Admin.create(client)) {
                String cluster = admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS);
                Map<String, String> ids = new HashMap<>();
                admin.describeTopics(topics)
                        .allTopicNames()
                        .get(20, TimeUnit.SECONDS)
                        .forEach((name, description) ->
                                ids.put(name, description.topicId().toString()));
                return new Fences.Identity(cluster, ids);
            } catch (ExecutionException | TimeoutException e) {
                throw new RetriableException(
                        "Kafka does not tell the ids of " + topics + " (kafka.bootstrap.servers)", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetriableException("interrupted", e);
            }
        };
    }
}
