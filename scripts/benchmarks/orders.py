"""Writes marketplace orders as NDJSON: orders.py COUNT FILE. The same bytes every time."""
import random
import sys

STATES = ["pending-consumer", "pending-provider", "executing", "done", "erred", "canceled"]


def main(count, path):
    draw = random.Random(1)
    with open(path, "w") as out:
        for number in range(count):
            out.write(
                '{"uuid":"%032x","created":"2026-%02d-%02dT%02d:%02d:%02dZ","state":"%s",'
                '"type":"Create","resource_name":"alloc-%06d","project_name":"Project %03d",'
                '"offering_name":"HPC Cluster %d","cost":%.2f,"units":%d}\n'
                % (
                    draw.getrandbits(128), draw.randint(1, 12), draw.randint(1, 28),
                    draw.randint(0, 23), draw.randint(0, 59), draw.randint(0, 59),
                    draw.choice(STATES), number, draw.randint(1, 400), draw.randint(1, 12),
                    draw.random() * 1000, draw.randint(1, 64),
                )
            )


main(int(sys.argv[1]), sys.argv[2])
