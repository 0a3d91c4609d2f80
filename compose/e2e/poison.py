"""Sends records that must become dead letters, and one that must not; keys, values and partitions are chosen by hand."""
import sys
import time

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

BOOTSTRAP, REGISTRY, TOPIC = sys.argv[1:4]
SCOPE = "aws/123456789012/us-east-1/"


def main():
    registry = SchemaRegistryClient({"url": REGISTRY})
    schema = registry.get_latest_version(TOPIC + "-value").schema
    encode = AvroSerializer(registry, schema, conf={"auto.register.schemas": False, "use.latest.version": True})
    context = SerializationContext(TOPIC, MessageField.VALUE)

    def lone(resource_type, resource, payload):
        return encode(
            {
                "provider": "aws",
                "account": "123456789012",
                "region": "us-east-1",
                "resourceType": resource_type,
                "syncId": None,
                "sequence": 0,
                "observedAt": int(time.time() * 1000),
                "event": ("io.cartostream.avro.ResourceObserved", {"id": resource, "payload": payload}),
            },
            context,
        )

    # Java's clients partition by murmur2, librdkafka only if it is configured.
    producer = Producer({"bootstrap.servers": BOOTSTRAP, "partitioner": "murmur2_random", "acks": "all"})
    key = SCOPE + "ec2.vpc"
    good = lone("ec2.vpc", "vpc-e2e", '{"VpcId": "vpc-e2e", "CidrBlock": "10.77.0.0/16", "State": "available"}')
    right = []
    producer.produce(TOPIC, good, key, on_delivery=lambda _, message: right.append(message.partition()))
    producer.flush(20)
    producer.produce(TOPIC, b"no avro at all", key)
    producer.produce(TOPIC, b"\x00\x7f\x00\x00\x01rest", key)
    producer.produce(TOPIC, lone("ec2.vpc", "vpc-bad", "{not json"), key)
    producer.produce(TOPIC, lone("ec2.unheard-of", "x-1", "{}"), SCOPE + "ec2.unheard-of")
    producer.produce(TOPIC, good, key, partition=(right[0] + 1) % 4)
    producer.produce(TOPIC, good, SCOPE + "ec2.subnet")
    if producer.flush(20):
        sys.exit("not all records were taken by the broker")


main()
