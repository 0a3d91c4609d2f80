# The command line. Context: the repository's root, after the build.
FROM eclipse-temurin:17-jre
COPY compose/local/target/lib/ /opt/cartostream/lib/
COPY compose/local/target/classes/ /opt/cartostream/classes/
COPY connect/neo4j-sink/config/neo4j-sink.json /opt/cartostream/config/cartostream.json
COPY connect/neo4j-sink/config/official-neo4j-connector.json /opt/cartostream/config/official.json
RUN printf '#!/bin/sh\nexec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "/opt/cartostream/classes:/opt/cartostream/lib/*" io.cartostream.local.LocalMain "$@"\n' \
      > /usr/local/bin/cartostream && chmod 755 /usr/local/bin/cartostream
ENTRYPOINT ["cartostream"]
