"""offsh over the network beside the clients of others, all on one served sandbox: many grants over one
connection, a long list of orders page by page, and where a cold call spends its time. Of a program
that takes long to start only the work over the connection counts, for offsh as for its rivals."""
import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

LIBJUJU = ("libjuju", "juju==3.6.1.3")
WALDUR_API = ("waldur-api", "waldur-api-client==8.1.3")

# All in Python print the seconds their work took, and how many KiB they held at most.
GRANT_PYTHON = """
import asyncio, logging, resource, sys, time
logging.disable(logging.CRITICAL)
from juju.controller import Controller
async def main(count):
    controller = Controller()
    await controller.connect("foo")
    bob = await controller.get_user("bob")
    start = time.perf_counter()
    for number in range(count):
        assert await bob.grant("consume", offer_url=f"admin/many.o{number}")
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    await controller.disconnect()
asyncio.run(main(int(sys.argv[1])))
"""
GRANT_OFFSH = 'let offers = (range {count}) | each {{ |n| "admin/many.o$n" }}; {word} bob {access} ...$offers'
CALLS_PYTHON = """
import asyncio, logging, resource, sys, time
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
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    await controller.disconnect()
asyncio.run(main(int(sys.argv[1])))
"""
CALLS_OFFSH = """for n in (range {count}) {{
  if $n % 2 == 0 {{ grant bob consume admin/default.postgresql }} else {{ revoke bob consume admin/default.postgresql }}
}}
"""
LIST_PYTHON = """
import os, resource, sys, time
from waldur_api_client import AuthenticatedClient
from waldur_api_client.api.marketplace_orders import marketplace_orders_list
start = time.perf_counter()
client = AuthenticatedClient(base_url=os.environ["WALDUR_API_URL"].removesuffix("/api/"),
                             token=os.environ["WALDUR_ACCESS_TOKEN"])
page, count = 1, 0
while True:
    rows = marketplace_orders_list.sync(client=client, page=page, page_size=300)
    count += len(rows)
    if len(rows) < 300: break
    page += 1
assert count >= int(sys.argv[1]), count
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
COLD = "cold `offsh -c offers` on a loopback controller"


class ServedSandbox:
    """A sandbox with open ports, from the first row that needs it to the end of the run."""

    def __init__(self, offsh, database, measure):
        """`measure` runs a command with variables and returns seconds and megabytes."""
        self.offsh, self.database, self.measure = offsh, database, measure
        self.offers = 0
        self.found = None
        self.idle = None

    def cases(self, grants, orders):
        """Name, rounds, and work by tool, as run.py has them."""
        yield COLD, 10, {"offsh": self.cold}
        self.offers = grants
        yield f"{grants:,} grants over one loopback connection", 3, {
            "offsh": lambda: self.grants(grants),
            "python-libjuju": lambda: self.grants_python(grants)}
        yield f"{grants:,} calls there, each after the answer to the one before", 3, {
            "offsh": lambda: self.calls(grants),
            "python-libjuju": lambda: self.python(LIBJUJU, CALLS_PYTHON, grants)}
        yield f"list {orders:,} orders over loopback HTTP", 3, {
            "offsh": lambda: self.run("-c", "orders | to ndjson"),
            "waldur_api_client": lambda: self.python(WALDUR_API, LIST_PYTHON, orders)}

    @property
    def variables(self):
        if self.found is None:
            self.found = self.serve()
        return self.found

    def serve(self):
        folder = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, folder)
        shutil.copy(self.database, f"{folder}/sandbox.db")
        offers = ("add-model many --no-switch; deploy mysql -m many; "
                  f"for n in (range {self.offers}) {{ offer many.mysql:database \"o$n\" }}")
        subprocess.run(
            [self.offsh, "--sandbox", f"{folder}/sandbox.db", "-c", offers], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process = subprocess.Popen(
            [self.offsh, "--sandbox", f"{folder}/sandbox.db", "sandbox", "serve", "--juju-port", "0",
             "--data", f"{folder}/serve"], stdout=subprocess.PIPE, text=True)
        atexit.register(process.wait)
        atexit.register(process.send_signal, signal.SIGTERM)
        return {**os.environ, **dict(re.findall(r"export (\w+)='(.*)'", process.stdout.read()))}

    def run(self, *words):
        return self.measure([self.offsh, *words], self.variables)

    def cold(self):
        return self.run("-c", "offers")

    def grants(self, count):
        """One command takes all the offers. What was granted is taken back, which does not count."""
        seconds, megabytes = self.run("-c", GRANT_OFFSH.format(word="grant", access="consume", count=count))
        self.revoke(count)
        return seconds - self.idle_seconds(), megabytes

    def grants_python(self, count):
        measured = self.python(LIBJUJU, GRANT_PYTHON, count)
        self.revoke(count)
        return measured

    def revoke(self, count):
        self.run("-c", GRANT_OFFSH.format(word="revoke", access="read", count=count))

    def calls(self, count):
        with tempfile.NamedTemporaryFile("w", suffix=".offsh") as script:
            script.write(CALLS_OFFSH.format(count=count))
            script.flush()
            seconds, megabytes = self.run("--quiet", script.name)
        return seconds - self.idle_seconds(), megabytes

    def idle_seconds(self):
        """How long a run takes that does nearly nothing over the connection."""
        if self.idle is None:
            self.idle = min(self.cold() for _ in range(5))[0]
        return self.idle

    def python(self, environment, script, count):
        venv = subprocess.run(
            ["scripts/interop/environment", *environment], check=True, stdout=subprocess.PIPE,
            text=True).stdout.strip()
        done = subprocess.run(
            [f"{venv}/bin/python", "-c", script, str(count)], env=self.variables, check=True,
            stdout=subprocess.PIPE, text=True)
        seconds, kilobytes = done.stdout.split()
        return float(seconds), int(kilobytes) / 1024

    def split(self):
        """Returns where the time of a cold call goes, by when the lines of its trace come."""
        best = min((self.trace() for _ in range(10)), key=lambda marks: marks["end"])
        tcp, tls, upgrade = best["parts"]
        parts = [
            ("start and the client's files", best["connected"] * 1000 - tcp - tls - upgrade),
            ("connect", tcp), ("TLS", tls), ("WebSocket", upgrade),
            ("login", (best["logged in"] - best["connected"]) * 1000),
            ("call", (best["answered"] - best["logged in"]) * 1000),
            ("the table and the end", (best["end"] - best["answered"]) * 1000),
        ]
        return (f"{COLD}, with a trace {best['end'] * 1000:.1f} ms: "
                + ", ".join(f"{name} {value:.1f}" for name, value in parts))

    def trace(self):
        marks, answers = {}, 0
        start = time.perf_counter()
        process = subprocess.Popen(
            [self.offsh, "--debug", "-c", "offers"], env=self.variables,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            now = time.perf_counter() - start
            if found := re.search(r"TCP ([\d.]+) ms, TLS ([\d.]+) ms, WebSocket ([\d.]+) ms", line):
                marks["connected"], marks["parts"] = now, [float(part) for part in found.groups()]
            if line.startswith("←"):
                answers += 1
                marks["logged in" if answers == 1 else "answered"] = now
        process.wait()
        marks["end"] = time.perf_counter() - start
        return marks
