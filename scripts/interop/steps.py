"""What the runs of other people's clients say of each step; the first that sees something unexpected
ends the run."""


def step(name, seen=""):
    print(f"ok  {name}{': ' if seen else ''}{seen}", flush=True)


def expect(name, seen, wanted):
    if seen != wanted:
        raise SystemExit(f"FAILED  {name}: {seen!r} instead of {wanted!r}")
    step(name, seen if isinstance(seen, str) else "")


def some(name, seen):
    """At least one of what a list should hold."""
    if not seen:
        raise SystemExit(f"FAILED  {name}: nothing came")
    step(name, f"{len(seen)}")
    return seen


def refuses(name, words, work):
    """Runs what the server has to refuse with these words."""
    try:
        work()
    except Exception as error:
        if words not in str(error):
            raise SystemExit(f"FAILED  {name}: {error!r} lacks {words!r}") from error
        step(name, words)
        return
    raise SystemExit(f"FAILED  {name}: nothing was refused")
