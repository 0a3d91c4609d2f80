# The Kafka Streams topology. Context: the repository's root, after the build.
FROM eclipse-temurin:17-jre
RUN useradd --system --create-home topology && mkdir /var/lib/topology && chown topology /var/lib/topology
COPY streams-topology/topology/target/lib/ /opt/topology/lib/
COPY streams-topology/topology/target/cartostream-streams-topology-*.jar /opt/topology/lib/
COPY streams-topology/topology/target/agent/ /opt/topology/agent/
USER topology
VOLUME /var/lib/topology
EXPOSE 8080 9404
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-javaagent:/opt/topology/agent/jmx_prometheus_javaagent.jar=9404:/opt/topology/agent/topology.yml", "-cp", "/opt/topology/lib/*", "io.cartostream.topology.TopologyMain"]
