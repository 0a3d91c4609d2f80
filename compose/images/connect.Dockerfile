# A Kafka Connect worker with the Neo4j sink: Kafka's image, the plugin folder, and the metrics agent.
# Context: the repository's root, after the build.
ARG KAFKA_IMAGE=apache/kafka:4.3.1
FROM ${KAFKA_IMAGE}
COPY connect/neo4j-sink/target/plugins/ /opt/plugins/
COPY compose/connect-worker/target/agent/jmx_prometheus_javaagent.jar compose/connect-worker/src/main/jmx/connect.yml /opt/agent/
COPY compose/images/connect.properties /opt/connect.properties
ENV KAFKA_OPTS="-javaagent:/opt/agent/jmx_prometheus_javaagent.jar=9405:/opt/agent/connect.yml"
EXPOSE 8083 9405
ENTRYPOINT ["/bin/sh", "-c", "sed \"s|@BOOTSTRAP@|$KAFKA_BOOTSTRAP_SERVERS|;s|@NAMESPACE@|$CARTOSTREAM_NAMESPACE|;s|@HOST@|$(hostname)|\" /opt/connect.properties > /tmp/connect.properties && exec /opt/kafka/bin/connect-distributed.sh /tmp/connect.properties"]
