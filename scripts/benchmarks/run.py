"""Runs every case and its rivals in turn, takes the best of some rounds, prints ratios."""
import os
import platform
import resource
import subprocess
import sys
import time

OFFSH = sys.argv[1]
QUICK = "--quick" in sys.argv
COUNT = 100_000 if QUICK else 1_000_000
FOLDER = ".build-bench"
ORDERS = f"{FOLDER}/orders-{COUNT}.ndjson"
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


def measure(command):
    """Returns seconds and peak resident megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"bench: {command[:3]} ended with {status}")
    return seconds, usage.ru_maxrss / 1024


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


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not os.path.exists(ORDERS):
        subprocess.run([sys.executable, f"{HERE}/orders.py", str(COUNT), ORDERS], check=True)
    if not os.path.exists(SANDBOX):
        subprocess.run([OFFSH, "--sandbox", SANDBOX, "sandbox", "seed", "--orders", str(LISTED)], check=True)
    long_script()
    rows = []
    for name, rounds, tools in cases():
        best = {}
        for _ in range(rounds):
            for tool, command in tools.items():
                if best.get(tool, (0,))[0] > SLOW:
                    continue
                print(f"bench: {name}: {tool}", file=sys.stderr)
                result = measure(command)
                best[tool] = min(best.get(tool, result), result)
        ours = best["offsh"][0]
        for tool, (seconds, megabytes) in best.items():
            ratio = "1" if tool == "offsh" else f"{seconds / ours:.2f}×"
            rows.append(f"| {name if tool == 'offsh' else ''} | {tool} | {seconds * 1000:.1f} ms | {ratio} | {megabytes:.0f} MB |")
    size = os.path.getsize(ORDERS) / 1e6
    table = "\n".join(["| work | tool | best time | beside offsh | peak memory |", "| --- | --- | --- | --- | --- |"] + rows)
    text = (
        "# Benchmarks\n\n`scripts/bench` wrote this. Each row is the best of some rounds, all tools in turn in one run;\n"
        f"a ratio above 1 means offsh is that much faster. {os.cpu_count()} cores, {platform.machine()}; the orders are {size:.0f} MB.\n\n{table}\n"
    )
    if not QUICK:
        with open("docs/benchmarks.md", "w") as out:
            out.write(text)
    print(table)


main()
