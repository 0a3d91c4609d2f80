"""Writes recorded answers of two VPCs, one of them with a tag of BYTES bytes: large.py FOLDER BYTES."""

import json
import pathlib
import sys

folder, size = pathlib.Path(sys.argv[1]), int(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
vpcs = [
    {"VpcId": name, "CidrBlock": "10.77.0.0/16", "OwnerId": "777777777777", "Tags": [{"Key": "note", "Value": "x" * length}]}
    for name, length in (("vpc-large", size), ("vpc-small", 10))
]
(folder / "vpcs.json").write_text(json.dumps({"Vpcs": vpcs}))
entry = {
    "provider": "aws",
    "account": "777777777777",
    "region": "eu-central-1",
    "service": "ec2",
    "operation": "DescribeVpcs",
    "file": "vpcs.json",
    "items": len(vpcs),
}
(folder / "manifest.jsonl").write_text(json.dumps(entry) + "\n")
