# Reads data/rain.csv, groups it by city and draws a chart of letters. Put your own file beside it.
import csv
from collections import defaultdict
from statistics import mean

rain = defaultdict(list)
with open("data/rain.csv", newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        rain[row["city"]].append(float(row["mm"]))

print(f"{'city':<10}{'mean':>8}{'wettest':>9}")
for city, amounts in sorted(rain.items()):
    print(f"{city:<10}{mean(amounts):>8.1f}{max(amounts):>9.1f}")

print()
for city, amounts in sorted(rain.items(), key=lambda item: -sum(item[1])):
    total = sum(amounts)
    print(f"{city:<10}{'█' * round(total / 10)} {total:.0f} mm")
