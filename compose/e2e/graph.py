"""The graph twice: folded from graph-changes with Confluent's Python client, and read from Neo4j."""
import datetime
import json
import uuid

import neo4j
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

PROVENANCE = {"firstseen", "lastupdated", "_key"}
TECHNICAL = {"CartostreamEntity", "CartostreamFence", "CartostreamBare"}

# The checks stop the database for a minute. The driver tries again every second until it answers, because its own pauses would
# double up to two minutes.
PATIENCE = {
    "max_transaction_retry_time": 180,
    "initial_retry_delay": 1,
    "retry_delay_multiplier": 1,
    "retry_delay_jitter_factor": 0,
}


def canonical(value):
    if isinstance(value, (neo4j.time.DateTime, datetime.datetime)):
        native = value.to_native() if isinstance(value, neo4j.time.DateTime) else value
        return native.astimezone(datetime.timezone.utc).isoformat()
    if isinstance(value, list):
        return [canonical(v) for v in value]
    return value


def typed(entry):
    kind = entry["type"]
    value = entry[kind]
    if kind == "TZDT":
        return canonical(datetime.datetime.fromisoformat(value.replace("Z", "+00:00")))
    if kind == "LZDT":
        return [canonical(datetime.datetime.fromisoformat(v.replace("Z", "+00:00"))) for v in value]
    return value


def read_changes(bootstrap, registry, topic):
    """All committed records of the topic, oldest first per partition: (key, change or None)."""
    consumer = Consumer({
        "bootstrap.servers": bootstrap,
        "group.id": f"e2e-{uuid.uuid4()}",
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
        "enable.partition.eof": True,
        "auto.offset.reset": "earliest",
    })
    decode = AvroDeserializer(SchemaRegistryClient({"url": registry}))
    partitions = consumer.list_topics(topic, timeout=20).topics[topic].partitions
    consumer.assign([TopicPartition(topic, p, 0) for p in partitions])
    changes, ended = [], set()
    while len(ended) < len(partitions):
        message = consumer.poll(20)
        if message is None:
            raise SystemExit(f"{topic}: no answer from the broker within 20 s")
        if message.error():
            ended.add(message.partition())
            continue
        value = message.value()
        context = SerializationContext(topic, MessageField.VALUE)
        changes.append((message.key().decode(), None if value is None else decode(value, context)))
    consumer.close()
    return changes


def fold(changes):
    nodes, relationships = {}, {}
    for key, change in changes:
        nodes.pop(key, None)
        relationships.pop(key, None)
        if change is None:
            continue
        properties = {k: typed(v) for k, v in change["properties"].items() if k not in PROVENANCE}
        if change["operation"] == "NODE_UPSERT":
            nodes[key] = {"labels": sorted(change["labels"]), "properties": properties}
        elif change["operation"] == "RELATIONSHIP_UPSERT":
            relationships[key] = {"properties": properties}
    return {"nodes": nodes, "relationships": relationships}


def read_neo4j(uri, password):
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", password), **PATIENCE) as driver:
        nodes, relationships = {}, {}
        records, _, _ = driver.execute_query(
            "MATCH (n:CartostreamEntity) RETURN n._key AS key, labels(n) AS labels, properties(n) AS properties"
        )
        for record in records:
            labels = sorted(set(record["labels"]) - TECHNICAL)
            nodes[record["key"]] = {"labels": labels, "properties": own(record["properties"])}
        records, _, _ = driver.execute_query(
            "MATCH (a:CartostreamEntity)-[r]->(b:CartostreamEntity)"
            " RETURN type(r) AS type, a._key AS start, b._key AS end, properties(r) AS properties"
        )
        for record in records:
            key = "|".join(["R", record["type"], record["start"][2:], record["end"][2:]])
            relationships[key] = {"properties": own(record["properties"])}
        return {"nodes": nodes, "relationships": relationships}


def own(properties):
    return {k: canonical(v) for k, v in properties.items() if k not in PROVENANCE}


def differences(left, right, left_name, right_name):
    """One line per entity that differs."""
    lines = []
    for kind in ("nodes", "relationships"):
        for key in sorted(left[kind].keys() | right[kind].keys()):
            a, b = left[kind].get(key), right[kind].get(key)
            if a is None or b is None:
                lines.append(f"{key}: only in {left_name if b is None else right_name}")
            elif a != b:
                lines.append(f"{key}:\n    {left_name}: {json.dumps(a, sort_keys=True)}\n    {right_name}: {json.dumps(b, sort_keys=True)}")
    return lines
