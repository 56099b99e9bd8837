"""Reads tides, asks for a place, writes a report, ends with a code."""
import csv
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from harbour.tides import rising

@dataclass(order=True)
class Tide:
    height: float
    hour: int = field(compare=False)

tides = [Tide(1.5, 3), Tide(4.25, 9), Tide(0.5, 15), Tide(4.75, 21)]
place = input("Which harbour? ")
print(f"Tides of {place!r}: {max(tides)} / {min(tides)}")
match sorted(tides):
    case [Tide(height=low), *_, Tide(height=high)]:
        print(f"{low:>6.2f} .. {high:<6.2f}|")
print(list(rising([t.height for t in tides])))
Path("out").mkdir()
with open("out/tides.csv", "w", newline="") as file:
    csv.writer(file).writerows([t.hour, t.height] for t in tides)
print(json.dumps({"rows": Path("out/tides.csv").read_text().split()}))
print(sys.argv[1:], __name__, file=sys.stdout)
try:
    input("More? ")
except EOFError as error:
    print(error)
sys.exit("low water")
