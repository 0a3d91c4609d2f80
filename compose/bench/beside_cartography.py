#!/usr/bin/env python3
"""Times Cartography's own load of recorded EC2 answers, for comparison with `cartostream bench load` on the same machine.

Runs what Cartography does after reading the API: transform, load and clean up, for the six EC2 types in the recorded answers.
Parsing the answers and creating the indexes is not timed. Each further folder is one more sync of the same account; the same
folder twice is an unchanged re-sync.

    python3 -m venv venv && venv/bin/pip install cartography==0.143.0
    NEO4J_PASSWORD=... venv/bin/python beside_cartography.py bolt://127.0.0.1:7687 NEO4J_PID DIR [DIR ...]

The database must be empty, and Cartostream must not write to it. NEO4J_PID is the id of the database's process, whose CPU
seconds are measured.
"""

import datetime
import json
import logging
import os
import pathlib
import resource
import sys
import time
import types

import neo4j
from cartography.intel import create_indexes
from cartography.intel.aws.ec2 import instances, network_interfaces, security_groups, subnets, volumes, vpc

# In Cartography's order: module, sync function, reader, operation of the answer, name of its list.
MODULES = [
    (instances, "sync_ec2_instances", "get_ec2_instances", "DescribeInstances", "Reservations"),
    (security_groups, "sync_ec2_security_groupinfo", "get_ec2_security_group_data", "DescribeSecurityGroups", "SecurityGroups"),
    (subnets, "sync_subnets", "get_subnet_data", "DescribeSubnets", "Subnets"),
    (network_interfaces, "sync_network_interfaces", "get_network_interface_data", "DescribeNetworkInterfaces", "NetworkInterfaces"),
    (vpc, "sync_vpc", "get_ec2_vpcs", "DescribeVpcs", "Vpcs"),
    (volumes, "sync_ebs_volumes", "get_volumes", "DescribeVolumes", "Volumes"),
]
TIMES = {"LaunchTime", "AttachTime", "CreateTime"}


def entries(folder):
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]


def answers(folder, operation, field):
    """The lists of one operation by region. Times are datetime objects, as boto3 returns them."""

    def dated(item):
        for name in TIMES & item.keys():
            if isinstance(item[name], str):
                item[name] = datetime.datetime.fromisoformat(item[name].replace("Z", "+00:00"))
        return item

    lists = {}
    for entry in entries(folder):
        if entry["service"] == "ec2" and entry["operation"] == operation:
            with open(folder / entry["file"]) as answer:
                lists.setdefault(entry["region"], []).extend(json.load(answer, object_hook=dated)[field])
    return lists


def cpu_of(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def count(session, query):
    return session.run(query).single()[0]


def sync(session, folder, tag, pid):
    account = next(entry["account"] for entry in entries(folder) if entry["service"] == "ec2")
    parameters = {"UPDATE_TAG": tag, "AWS_ID": account}
    session.run("MERGE (a:AWSAccount {id: $id}) SET a.lastupdated = $tag", id=account, tag=tag)
    seconds = client = server = 0.0
    for module, function, reader, operation, field in MODULES:
        lists = answers(folder, operation, field)
        regions = sorted(lists)
        setattr(module, reader, lambda _session, region, lists=lists: lists.pop(region))
        del lists
        server_before, client_before, begin = cpu_of(pid), time.process_time(), time.monotonic()
        getattr(module, function)(session, None, regions, account, tag, parameters)
        seconds += time.monotonic() - begin
        client += time.process_time() - client_before
        server += cpu_of(pid) - server_before
    print(
        f"{folder.name}: {seconds:.1f} s, client CPU {client:.1f} s, "
        f"Neo4j CPU {server:.1f} s, "
        f"{count(session, 'MATCH (n) RETURN count(n)')} nodes, {count(session, 'MATCH ()-[r]->() RETURN count(r)')} relationships, "
        f"client memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
        flush=True,
    )


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    logging.getLogger("neo4j.notifications").setLevel(logging.ERROR)
    uri, pid, folders = sys.argv[1], int(sys.argv[2]), [pathlib.Path(folder) for folder in sys.argv[3:]]
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver, driver.session() as session:
        if count(session, "MATCH (n) RETURN count(n)"):
            sys.exit(f"the database at {uri} is not empty")
        create_indexes.run(session, types.SimpleNamespace(update_tag=0))
        for number, folder in enumerate(folders):
            sync(session, folder, 1_700_000_000 + number, pid)


main()
