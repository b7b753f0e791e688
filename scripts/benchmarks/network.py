"""offsh over the network beside the clients of others, on one sandbox that both are served by:
1,000 grants over one connection, a long list of orders page by page, and where a cold call spends
its time. Run by run.py's neighbours: network.py OFFSH VENV-OF-LIBJUJU VENV-OF-WALDUR-API [--quick]."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

OFFSH, LIBJUJU, WALDUR_API = sys.argv[1:4]
QUICK = "--quick" in sys.argv
GRANTS = 100 if QUICK else 1000
ORDERS = 5_000 if QUICK else 50_000

GRANT_PYTHON = """
import asyncio, logging, sys, time
logging.disable(logging.CRITICAL)
from juju.controller import Controller
from juju.client import client
async def main(count):
    controller = Controller()
    await controller.connect("foo")
    facade = client.ApplicationOffersFacade.from_connection(controller.connection())
    start = time.perf_counter()
    for number in range(count):
        action = "grant" if number % 2 == 0 else "revoke"
        result = await facade.ModifyOfferAccess([client.ModifyOfferAccess(
            access="consume", action=action, offer_url="admin/default.postgresql", user_tag="user-bob")])
        assert result.results[0].error is None
    print(time.perf_counter() - start)
    await controller.disconnect()
asyncio.run(main(int(sys.argv[1])))
"""
GRANT_OFFSH = """
for n in (range {count}) {{
  if $n % 2 == 0 {{ grant bob consume admin/default.postgresql }} else {{ revoke bob consume admin/default.postgresql }}
}}
"""
LIST_PYTHON = """
import os, sys
from waldur_api_client import AuthenticatedClient
from waldur_api_client.api.marketplace_orders import marketplace_orders_list
client = AuthenticatedClient(base_url=os.environ["WALDUR_API_URL"].removesuffix("/api/"),
                             token=os.environ["WALDUR_ACCESS_TOKEN"])
page, count = 1, 0
while True:
    rows = marketplace_orders_list.sync(client=client, page=page, page_size=300)
    count += len(rows)
    if len(rows) < 300: break
    page += 1
print(count)
"""


def serve(folder):
    """Opens the ports; returns the process and its variables."""
    database = f"{folder}/sandbox.db"
    subprocess.run([OFFSH, "--sandbox", database, "sandbox", "seed", "--orders", str(ORDERS)],
                   check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen(
        [OFFSH, "--sandbox", database, "sandbox", "serve", "--juju-port", "0", "--data", f"{folder}/serve"],
        stdout=subprocess.PIPE, text=True)
    lines = process.stdout.read()
    return process, dict(re.findall(r"export (\w+)='(.*)'", lines))


def seconds(command, variables):
    environment = {**os.environ, **variables}
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: {command[:3]} ended with {done.returncode}: {done.stderr[-400:]}")
    return time.perf_counter() - start


def row(name, ours, rival, theirs):
    print(f"| {name} | offsh | {ours * 1000:.0f} ms | 1 |")
    print(f"| | {rival} | {theirs * 1000:.0f} ms | {theirs / ours:.2f}× |")


def grants(variables, folder):
    script = f"{folder}/grants.offsh"
    with open(script, "w") as out:
        out.write(GRANT_OFFSH.format(count=GRANTS))
    # The start of both is taken away: what counts is the work over the connection.
    ours = min(seconds([OFFSH, "--quiet", script], variables) for _ in range(3))
    idle = min(seconds([OFFSH, "-c", "offers"], variables) for _ in range(3))
    theirs = min(
        float(subprocess.run(
            [f"{LIBJUJU}/bin/python", "-c", GRANT_PYTHON, str(GRANTS)], env={**os.environ, **variables},
            capture_output=True, text=True, check=True).stdout) for _ in range(3))
    row(f"{GRANTS:,} grants over one connection", ours - idle, "python-libjuju", theirs)


def listing(variables):
    ours = min(seconds([OFFSH, "-c", "orders | to ndjson"], variables) for _ in range(3))
    theirs = seconds([f"{WALDUR_API}/bin/python", "-c", LIST_PYTHON], variables)
    row(f"list {ORDERS:,} orders", ours, "waldur_api_client", theirs)


def cold(variables):
    """Splits a cold call by the trace of --debug."""
    total = min(seconds([OFFSH, "-c", "offers"], variables) for _ in range(10))
    done = subprocess.run([OFFSH, "--debug", "-c", "offers"], env={**os.environ, **variables},
                          capture_output=True, text=True, check=True)
    parts = re.search(r"TCP ([\d.]+) ms, TLS ([\d.]+) ms, WebSocket ([\d.]+) ms", done.stderr)
    start = min(seconds([OFFSH, "-c", "1"], {}) for _ in range(10))
    tcp, tls, upgrade = (float(part) for part in parts.groups())
    rest = total * 1000 - start * 1000 - tcp - tls - upgrade
    print(f"| cold `offsh -c offers` | offsh | {total * 1000:.1f} ms | start {start * 1000:.1f}, connect {tcp:.1f}, "
          f"TLS {tls:.1f}, WebSocket {upgrade:.1f}, reading the client's files, login and call {rest:.1f} |")


folder = tempfile.mkdtemp()
process, variables = serve(folder)
try:
    print("| work | tool | best time | beside offsh |\n| --- | --- | --- | --- |")
    cold(variables)
    grants(variables, folder)
    listing(variables)
finally:
    process.send_signal(signal.SIGTERM)
    process.wait()
    shutil.rmtree(folder)
