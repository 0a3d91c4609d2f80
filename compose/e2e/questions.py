"""Asks every Cypher question of a page; each must have an answer. Usage: NEO4J_PASSWORD=… questions.py PAGE BOLT [CA_FILE]"""

import os
import re
import sys
from pathlib import Path

from neo4j import GraphDatabase, TrustCustomCAs
from neo4j.exceptions import Neo4jError


def questions(page):
    """The numbered questions of a page, each with the Cypher block below it."""
    found = re.findall(r"^\d+\. (.+?)\n\n   ```cypher\n(.*?)   ```$", page, re.S | re.M)
    return [(words, re.sub(r"^   ", "", cypher, flags=re.M)) for words, cypher in found]


def main():
    page, bolt, *authorities = sys.argv[1:]
    asked = questions(Path(page).read_text(encoding="utf-8"))
    if not asked:
        sys.exit(f"{page} has no question")
    unanswered = []
    trust = {"encrypted": True, "trusted_certificates": TrustCustomCAs(*authorities)} if authorities else {}
    auth = ("neo4j", os.environ["NEO4J_PASSWORD"])
    with GraphDatabase.driver(bolt, auth=auth, initial_retry_delay=1, retry_delay_multiplier=1, **trust) as driver:
        for words, cypher in asked:
            try:
                rows = driver.execute_query(cypher).records
            except Neo4jError as e:
                unanswered.append(f"{words}\n  {e.message}")
                continue
            print(f"{len(rows):4} rows  {words}")
            if not rows:
                unanswered.append(f"{words}\n  no rows")
    if unanswered:
        sys.exit("without an answer:\n" + "\n".join(unanswered))
    print(f"{len(asked)} questions, all answered")


main()
