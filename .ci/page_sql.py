"""Runs every `sql` block of a page in a folder, and compares what DuckDB prints with the `text` block behind it."""

import os
import re
import sys
from pathlib import Path

import duckdb

page, data = Path(sys.argv[1]).resolve(), sys.argv[2]
was = page.read_text()
os.chdir(data)


def run(block):
    relation = duckdb.sql(block["sql"])
    return f"```sql\n{block['sql']}```\n```text\n{str(relation).strip()}\n```\n"


blocks = re.compile(r"```sql\n(?P<sql>.*?)```\n```text\n.*?```\n", re.DOTALL)
now, count = blocks.subn(run, was)
if count == 0:
    sys.exit(f"{page.name} has no SQL to run.")
if now == was:
    print(f"DuckDB {duckdb.__version__} prints what {page.name} says, {count} times.")
elif os.environ.get("UPDATE"):
    page.write_text(now)
    print(f"Wrote what DuckDB {duckdb.__version__} prints into {page.name}.")
else:
    sys.exit(f"{page.name} does not say what DuckDB {duckdb.__version__} prints: look at it with UPDATE=1 .ci/duckdb")
