"""What was promised beside what was measured, and for what falls short where its time goes."""

# Where the time goes of what has fallen short at times, from `perf record -g` of a release build.
# Shown only while the target is missed; a new shortfall has no note until somebody looked.
PROFILES = {
    "check of a 10,000-line script": (
        "23 % of the samples parse, 31 % resolve names and compile to closures, the rest starts the "
        "program and gives memory back; across all of it 17 % count references and 20 % are malloc "
        "and free, so fewer and larger nodes are what would help"),
}

# What a reader must know of some rows to judge them; always shown.
NOTES = {
    "grants over one loopback": (
        "`grant` takes all the offers and sends them in one request; `User.grant` of python-libjuju "
        "takes one offer, so its program is a loop"),
    "calls there": (
        "a loop of single `grant` and `revoke` commands against the same loop over python-libjuju's "
        "facade. Of each 0.4 ms the sandbox works 0.17, TLS and its file included, for any client; the "
        "rest is half the event loop's, mostly system calls, and half the evaluator's. 4 blocks at a "
        "time (`each --parallel 4`) bring it down to what the sandbox takes"),
}


def targets(measured, count):
    """Returns the table of targets, and notes for those that were missed."""
    rows, notes = [], []
    for work, target, value, isMet in comparisons(measured, count):
        rows.append(f"| {work} | {target} | {value} | {'met' if isMet else '**missed**'} |")
        if not isMet and work not in [name for name, _ in notes]:
            known = [note for words, note in PROFILES.items() if words in work]
            notes.append((work, (known or ["nobody has profiled this yet"])[0]))
    lines = ["## Targets", "", "| work | target | measured | |", "| --- | --- | --- | --- |"] + rows
    known = [(name, note) for name in measured for words, note in NOTES.items() if words in name]
    if known:
        lines += ["", "How to read some rows:", ""]
        lines += [f"- {name}: {note}." for name, note in known]
    if notes:
        lines += ["", "What falls short, and where its time goes:", ""]
        lines += [f"- {work}: {note}." for work, note in notes]
    return "\n".join(lines) + "\n"


def comparisons(measured, count):
    """Yields work, target, value and whether it is met, for what was measured."""
    for name, best in measured.items():
        seconds, megabytes = best["offsh"]

        def within(milliseconds):
            return name, f"≤ {milliseconds} ms", f"{seconds * 1000:.1f} ms", seconds * 1000 <= milliseconds

        def faster(tool, factor):
            """Whether offsh is at least `factor` times as fast; below 1, how much slower it may be."""
            ratio = best[tool][0] / seconds
            words = f"≥ {factor:g}× {tool}" if factor >= 1 else f"≤ {1 / factor:g}× the time of {tool}"
            value = f"{ratio:.2f}×" if factor >= 1 else f"{1 / ratio:.2f}×"
            return name, words, value, ratio >= factor

        def memory(limit):
            return name, f"≤ {limit} MB", f"{megabytes:.0f} MB", megabytes <= limit

        if name.startswith("start"):
            yield within(10)
            yield faster("elvish", 1 / 2)
        elif name.startswith("prompt"):
            yield within(30)
        elif "additions" in name:
            yield faster("python3", 1)
            yield faster("tcl", 1)
            yield faster("elvish", 100)
        elif name.startswith("filter"):
            yield faster("jq", 8)
            yield faster("python orjson", 2)
            yield faster("C++ simdjson", 1 / 3)
            yield memory(64)
        elif name.startswith("group-by"):
            yield faster("jq", 10)
            yield faster("miller", 10)
        elif name.startswith("hold"):
            start = next((v["offsh"][1] for k, v in measured.items() if k.startswith("start")), 0)
            bytes = (megabytes - start) * 1024 * 1024 / count
            yield name, "≤ 200 bytes per order", f"{bytes:.0f} bytes", bytes <= 200
        elif "grants over one loopback" in name:
            yield faster("python-libjuju", 5)
        elif "orders over loopback" in name:
            yield faster("waldur_api_client", 3)
        elif name.startswith("check"):
            yield within(100)
