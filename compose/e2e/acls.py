"""Gives each part's user exactly the rights that _docs/guide/secure-the-pipeline.md lists."""
import sys

from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
)

BOOTSTRAP, CA, ADMIN, PASSWORD, NAMESPACE = sys.argv[1:6]
TOPIC, GROUP, TRANSACTION = ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID
# user, kind, name (with * at its end: a prefix), operations
RIGHTS = [
    ("producer", TOPIC, "inventory-raw", "WRITE DESCRIBE"),
    ("producer", TOPIC, "scope-status", "READ DESCRIBE"),
    ("topology", TOPIC, "*", "READ WRITE DESCRIBE DESCRIBE_CONFIGS CREATE DELETE"),
    ("topology", GROUP, "*", "READ DESCRIBE"),
    ("topology", TRANSACTION, "*", "WRITE DESCRIBE"),
    ("connect", TOPIC, "connect-*", "READ WRITE DESCRIBE DESCRIBE_CONFIGS CREATE"),
    ("connect", GROUP, "connect", "READ DESCRIBE"),
    ("connect", TOPIC, "graph-changes", "READ DESCRIBE"),
    ("connect", TOPIC, "graph-changes-dlq", "WRITE DESCRIBE"),
]


def binding(user, kind, name, operation):
    pattern = ResourcePatternType.PREFIXED if name.endswith("*") else ResourcePatternType.LITERAL
    return AclBinding(
        kind, name.rstrip("*"), pattern, f"User:{user}", "*", AclOperation[operation], AclPermissionType.ALLOW
    )


def main():
    admin = AdminClient({
        "bootstrap.servers": BOOTSTRAP,
        "security.protocol": "SASL_SSL",
        "sasl.mechanism": "SCRAM-SHA-512",
        "sasl.username": ADMIN,
        "sasl.password": PASSWORD,
        "ssl.ca.location": CA,
    })
    bindings = [
        binding(user, kind, f"{NAMESPACE}.{name}", operation)
        for user, kind, name, operations in RIGHTS
        for operation in operations.split()
    ]
    bindings += [binding("connect", GROUP, "connect-neo4j-sink", operation) for operation in ("READ", "DESCRIBE")]
    for result in admin.create_acls(bindings, request_timeout=20).values():
        result.result()
    print(f"{len(bindings)} access control entries")


main()
