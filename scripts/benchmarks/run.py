"""Runs every case and its rivals in turn, takes the best of some rounds, prints ratios."""
import os
import platform
import pty
import re
import resource
import select
import subprocess
import sys
import tempfile
import time

from network import COLD, ServedSandbox
from targets import targets

OFFSH = sys.argv[1]
QUICK = "--quick" in sys.argv
COUNT = 100_000 if QUICK else 1_000_000
FOLDER = ".build-bench"
ORDERS = f"{FOLDER}/orders-{COUNT}.ndjson"
GRANTS = COUNT // 1000
OFFERS = COUNT // 100
SANDBOXES = [f"{FOLDER}/grants-{GRANTS}.db", f"{FOLDER}/offers-{OFFERS}.db"]
# Rows whose name has none of these words are left out.
ONLY = [word for word in sys.argv[2:] if not word.startswith("--")]
SLOW = 5  # A rival that takes longer than this many seconds is not asked again.
HERE = os.path.dirname(__file__)
LISTED = COUNT // 20  # Orders of the sandbox's provider.
SANDBOX = f"{FOLDER}/sandbox-{LISTED}.db"

LOOP = {
    "offsh": "let x = 0; let i = 0; while $i < 1000000 { set x = $x + $i; set i = $i + 1 }; $x",
    "python": "def f():\n x=0;i=0\n while i<1000000:\n  x=x+i\n  i=i+1\n return x\nprint(f())",
    "tcl": "proc f {} {set x 0; set i 0; while {$i<1000000} {incr x $i; incr i}; return $x}; puts [f]",
    "elvish": "var x = (num 0); var i = (num 0); while (< $i 1000000) { set x = (+ $x $i); set i = (+ $i 1) }; echo $x",
}
FILTER = 'where .state == "done" and .cost > 500 | select resource_name cost'
LIST_FILTER = 'where .project_name =~ "^Climate" and .cost > 15 | select resource_name state cost created'
PY_FILTER = f"""
import orjson
w = __import__("sys").stdout.buffer.write
for line in open("{ORDERS}", "rb"):
    o = orjson.loads(line)
    if o["state"] == "done" and o["cost"] > 500:
        w(orjson.dumps({{"resource_name": o["resource_name"], "cost": o["cost"]}}) + b"\\n")
"""
PY_GROUP = f"""
import orjson, collections
d = collections.defaultdict(float)
for line in open("{ORDERS}", "rb"):
    o = orjson.loads(line)
    d[o["offering_name"]] += o["cost"]
print(dict(d))
"""


def cases():
    """Name, rounds, and commands by tool; the first is ours, the others what users would pick."""
    yield "start: `offsh -c 'echo hi'`", 30, {
        "offsh": [OFFSH, "-c", "echo hi"],
        "elvish": ["elvish", "-norc", "-c", "echo hi"],
        "bash": ["bash", "--norc", "-c", "echo hi"],
        "python3": ["python3", "-c", "print('hi')"],
    }
    yield "prompt on an unreachable controller", 20, {"offsh": [OFFSH]}
    yield "1e6 additions in a loop", 5, {
        "offsh": [OFFSH, "-c", LOOP["offsh"]],
        "tcl": ["sh", "-c", 'echo "$1" | tclsh', "sh", LOOP["tcl"]],
        "python3": ["python3", "-c", LOOP["python"]],
        "elvish": ["elvish", "-norc", "-c", LOOP["elvish"]],
    }
    yield f"filter + select over {COUNT:,} orders", 3, {
        "offsh": [OFFSH, "-c", f"open {ORDERS} | from ndjson | {FILTER} | to ndjson"],
        "C++ simdjson": [f"{FOLDER}/filter_simdjson", ORDERS],
        "python orjson": [sys.executable, "-c", PY_FILTER],
        "jq": ["jq", "-c", 'select(.state == "done" and .cost > 500) | {resource_name, cost}', ORDERS],
        "miller": ["mlr", "--ijsonl", "--ojsonl", "filter", '$state == "done" && $cost > 500', "then", "cut", "-f", "resource_name,cost", ORDERS],
    }
    yield f"group-by + sum over {COUNT:,} orders", 3, {
        "offsh": [OFFSH, "-c", f"open {ORDERS} | from ndjson | group-by offering_name --sum cost | to ndjson"],
        "python orjson": [sys.executable, "-c", PY_GROUP],
        "miller": ["mlr", "--ijsonl", "--ojsonl", "stats1", "-a", "sum", "-f", "cost", "-g", "offering_name", ORDERS],
        "jq": ["jq", "-nc", "reduce inputs as $o ({}; .[$o.offering_name] += $o.cost)", ORDERS],
    }
    yield f"hold {COUNT:,} orders of 9 fields in a variable", 1, {
        "offsh": [OFFSH, "-c", f"let all = open {ORDERS} | from ndjson; $all | length"],
        "python orjson": [sys.executable, "-c", f"import orjson; a=[orjson.loads(l) for l in open('{ORDERS}','rb')]; print(len(a))"],
    }
    yield f"list {LISTED:,} orders of the sandbox, page by page", 3, {
        "offsh": [OFFSH, "--sandbox", SANDBOX, "-c", "orders | to ndjson"],
    }
    yield "the same, four columns of those of a project", 3, {
        "offsh": [OFFSH, "--sandbox", SANDBOX, "-c", f"orders | {LIST_FILTER} | to ndjson"],
    }
    yield "check of a 10,000-line script", 5, {"offsh": [OFFSH, "check", f"{FOLDER}/long.offsh"]}
    grants = f"for n in (range {GRANTS}) {{ grant \"u$n\" consume default.shared }}"
    yield f"{GRANTS:,} grants through the in-process transport", 5, {
        "offsh": ["sh", "-c", f'cp "$2" "$2.run" && exec "$0" --sandbox "$2.run" -c "$1"', OFFSH, grants, SANDBOXES[0]],
    }
    yield f"find-offers over {OFFERS:,} offers", 5, {
        "offsh": [OFFSH, "--sandbox", SANDBOXES[1], "-c", "find-offers"],
    }
    yield from SERVED.cases(GRANTS, LISTED)


def measure(command, variables=None):
    """Returns seconds and peak resident megabytes of one run; of a function, what it returns."""
    if callable(command):
        return command()
    reading, writing = os.pipe()
    subprocess.run(
        [f"{FOLDER}/measure", str(writing), *command], pass_fds=[writing], env=variables,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    return result(reading, command)


SERVED = ServedSandbox(OFFSH, SANDBOX, measure)


def result(descriptor, command):
    """Returns seconds and megabytes as `measure` wrote them."""
    with os.fdopen(descriptor) as source:
        words = source.read().split()
    if len(words) != 3 or words[2] != "0":
        sys.exit(f"bench: {command[:3]} ended with {words[2:]}")
    return float(words[0]), int(words[1]) / 1024


CLIENT_FILES = {
    "controllers.yaml": """controllers:
  far:
    uuid: deadbeef-1bad-500d-9000-4b1d0d06f00d
    api-endpoints: ['192.0.2.1:17070']
    cloud: localhost
current-controller: far
""",
    "accounts.yaml": "controllers:\n  far:\n    user: admin\n    password: x\n",
    "models.yaml": """controllers:
  far:
    models:
      admin/default:
        uuid: deadbeef-0bad-400d-8000-4b1d0d06f00d
        type: iaas
    current-model: admin/default
""",
}


def prompt(command):
    """Returns seconds until the prompt stands, and peak resident megabytes. Juju's client files name a
    controller that nobody reaches (192.0.2.0/24 is kept free for such)."""
    with tempfile.TemporaryDirectory() as home:
        for name, text in CLIENT_FILES.items():
            with open(f"{home}/{name}", "w") as out:
                out.write(text)
        environment = {
            "HOME": home, "JUJU_DATA": home, "TERM": "xterm", "PATH": os.environ["PATH"]}
        reading, writing = os.pipe()
        os.set_inheritable(writing, True)
        start = time.perf_counter()
        process, terminal = pty.fork()
        if process == 0:
            os.execve(f"{FOLDER}/measure", ["measure", str(writing), *command], environment)
        os.close(writing)
        shown = b""
        while not re.search(rb"far:admin/default(\x1b\[[0-9;]*m|\x1b\(B|\x0f)*> ", shown):
            if not select.select([terminal], [], [], 10)[0]:
                sys.exit(f"bench: no prompt, but {shown}")
            shown += os.read(terminal, 4096)
        seconds = time.perf_counter() - start
        os.write(terminal, b"exit\r")
        while True:
            try:
                if not os.read(terminal, 4096):
                    break
            except OSError:  # How Linux says that nobody is left at the terminal.
                break
        os.waitpid(process, 0)
        os.close(terminal)
        return seconds, result(reading, command)[1]


def long_script():
    lines = []
    for number in range(2_500):
        lines += [
            f"let v{number} = {number} + 1",
            f'if $v{number} > {number} and "x" == "y" {{ $v{number} }}',
            f'let r{number} = [name: "n{number}", cost: 12.5, tags: ["a", "b"]]',
            f"[$r{number}] | where .cost > 100 | select name cost",
        ]
    with open(f"{FOLDER}/long.offsh", "w") as out:
        out.write("\n".join(lines) + "\n")


def sandboxes():
    """Makes the sandboxes that rows about Juju begin with, unless they are there."""
    work = [
        f"offer mysql:database shared; for n in (range {GRANTS}) {{ add-user \"u$n\" }}",
        f"for n in (range {OFFERS}) {{ offer mysql:database \"o$n\" }}",
    ]
    for path, lines in zip(SANDBOXES, work):
        if not os.path.exists(path):
            command = [OFFSH, "--sandbox", path + ".new", "-c", f"deploy mysql; {lines}"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            os.rename(path + ".new", path)


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Writes are logged, but not among the user's own.
    os.environ["XDG_STATE_HOME"] = os.path.abspath(f"{FOLDER}/state")
    chosen = [case for case in cases() if not ONLY or any(word in case[0] for word in ONLY)]
    if any("orders" in name for name, *_ in chosen) and not os.path.exists(ORDERS):
        subprocess.run([sys.executable, f"{HERE}/orders.py", str(COUNT), ORDERS], check=True)
    if not os.path.exists(SANDBOX):
        subprocess.run([OFFSH, "--sandbox", SANDBOX, "sandbox", "seed", "--orders", str(LISTED)], check=True)
    long_script()
    sandboxes()
    rows = []
    measured = {}
    for name, rounds, tools in chosen:
        best = measured[name] = {}
        for _ in range(rounds):
            for tool, command in tools.items():
                if best.get(tool, (0,))[0] > SLOW:
                    continue
                print(f"bench: {name}: {tool}", file=sys.stderr)
                run = (prompt if name.startswith("prompt") else measure)(command)
                best[tool] = min(best.get(tool, run), run)
        ours = best["offsh"][0]
        for tool, (seconds, megabytes) in best.items():
            ratio = "1" if tool == "offsh" else f"{seconds / ours:.2f}×"
            rows.append(f"| {name if tool == 'offsh' else ''} | {tool} | {seconds * 1000:.1f} ms | {ratio} | {megabytes:.0f} MB |")
    table = "\n".join(["| work | tool | best time | beside offsh | peak memory |", "| --- | --- | --- | --- | --- |"] + rows)
    if COLD in measured:
        table += f"\n\n{SERVED.split()}"
    print(table)
    if QUICK or ONLY:
        return
    size = os.path.getsize(ORDERS) / 1e6
    text = (
        "# Benchmarks\n\n`scripts/bench` wrote this. Each row is the best of some rounds, all tools in turn in one run;\n"
        f"a ratio above 1 means offsh is that much faster. {os.cpu_count()} cores, {platform.machine()}; the orders are {size:.0f} MB.\n"
        "Peak memory is what the system counted for the process, shared libraries included.\n"
        f"\n{table}\n\n{targets(measured, COUNT)}"
    )
    with open("docs/benchmarks.md", "w") as out:
        out.write(text)


main()
