"""Asserts that Neo4j, the fold of graph-changes and (where given) the expected graph are one and the same."""
import argparse
import json
import pathlib
import re
import sys
import time

from graph import differences, fold, read_changes, read_neo4j

TIME = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
FINGERPRINT = re.compile(r"^([0-9a-f]{2}:){15,}[0-9a-f]{2}$")
ACCESS_KEY = re.compile(r"AKIA[A-Z0-9]{16}")
EPOCH = re.compile(r"^1[789]\d{8}(\.0)?$")


def timeless(graph):
    """The emulators stamp what they create with the time of the run, and make real keys and
    access keys: such a value is compared as being one."""

    def neutral(value):
        if isinstance(value, list):
            return [neutral(v) for v in value]
        if isinstance(value, str) and TIME.match(value):
            return "<time>"
        if isinstance(value, str) and EPOCH.match(value):
            return "<epoch>"
        if isinstance(value, str) and FINGERPRINT.match(value):
            return "<fingerprint>"
        return unkeyed(value) if isinstance(value, str) else value

    def unkeyed(text):
        return ACCESS_KEY.sub("<access key>", text)

    return {
        kind: {
            unkeyed(key): dict(entity, properties={k: neutral(v) for k, v in sorted(entity["properties"].items())})
            for key, entity in sorted(graph[kind].items())
        }
        for kind in ("nodes", "relationships")
    }


def without_sync_metadata(graph):
    return dict(graph, nodes={k: v for k, v in graph["nodes"].items() if "SyncMetadata" not in v["labels"]})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--registry", required=True)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--neo4j", required=True)
    parser.add_argument("--password-file", required=True, type=pathlib.Path)
    parser.add_argument("--expected", type=pathlib.Path, help="compare with this file")
    parser.add_argument("--write-expected", type=pathlib.Path, help="write this file instead (then review it)")
    parser.add_argument("--wait", type=float, default=60, help="seconds until the sink must have caught up")
    parser.add_argument("--min-nodes", type=int, default=1)
    parser.add_argument("--count", type=pathlib.Path, help="write how many changes the topic holds to this file")
    parser.add_argument("--same-as", type=pathlib.Path, help="no change may have come since --count wrote this file")
    args = parser.parse_args()

    password = args.password_file.read_text().strip()
    deadline = time.monotonic() + args.wait
    while True:
        changes = read_changes(args.bootstrap, args.registry, args.topic)
        folded = fold(changes)
        stored = read_neo4j(args.neo4j, password)
        lines = differences(folded, stored, "graph-changes", "Neo4j")
        expected_lines = []
        if args.expected:
            expected = json.loads(args.expected.read_text())
            expected_lines = differences(expected, timeless(without_sync_metadata(stored)), args.expected.name, "Neo4j")
        if not lines and not expected_lines and len(folded["nodes"]) >= args.min_nodes:
            break
        if time.monotonic() > deadline:
            for line in (lines + expected_lines)[:40]:
                print(line, file=sys.stderr)
            sys.exit(
                f"the graphs differ in {len(lines)} (topic against Neo4j) and {len(expected_lines)} (against the expected graph)"
                f" places; {len(folded['nodes'])} nodes, {len(folded['relationships'])} relationships in the topic"
            )
        time.sleep(1)
    if args.write_expected:
        args.write_expected.write_text(json.dumps(timeless(without_sync_metadata(stored)), indent=1, sort_keys=True) + "\n")
    counted = sum(1 for key, _ in changes if not key.startswith("N|ModuleSyncMetadata|"))
    if args.count:
        args.count.write_text(str(counted))
    if args.same_as and counted != int(args.same_as.read_text()):
        newest = [key for key, _ in changes if not key.startswith("N|ModuleSyncMetadata|")][-20:]
        sys.exit(f"{counted - int(args.same_as.read_text())} graph changes came, where none may: " + ", ".join(newest))
    print(
        f"{len(stored['nodes'])} nodes and {len(stored['relationships'])} relationships:"
        f" Neo4j = fold(graph-changes){' = ' + args.expected.name if args.expected else ''};"
        f" {len(changes)} records in the topic"
    )


if __name__ == "__main__":
    main()
