"""table.py FOLDER: FOLDER/results/raw.jsonl as a table, median (least) of each figure; exit 1 where a checksum is wrong."""
import json
import statistics
import sys

FIGURES = ["load_ms", "load_rss_mb", "us_per_step", "rss_mb", "save_ms", "save_bytes", "drill_save_bytes",
           "drill_save_ms", "drill_restore_ms", "drill_rewind_ms"]

folder = sys.argv[1]
groups, wrong = {}, 0
with open(f"{folder}/results/raw.jsonl", encoding="utf-8") as raw:
    for line in raw:
        run = json.loads(line)
        groups.setdefault((run["N"], run["peer"]), []).append(run)
        with open(f"{folder}/data/{run['N']}/oracle.json", encoding="utf-8") as oracle:
            expected = json.load(oracle).get(str(run["steps"]))
        if expected is None or expected["checksum"] != run["checksum"]:
            wrong += 1
            print(f"{run['peer']} at {run['N']} nodes, {run['steps']} steps: checksum {run['checksum']} is not the oracle's")


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


print("| nodes | program | runs | " + " | ".join(FIGURES) + " |")
print("|---" * (3 + len(FIGURES)) + "|")
for (nodes, peer), runs in sorted(groups.items()):
    cells = []
    for figure in FIGURES:
        values = [run[figure] for run in runs if figure in run]
        cells.append(f"{number(statistics.median(values))} ({number(min(values))})" if values else "–")
    print(f"| {nodes} | {peer} | {len(runs)} | " + " | ".join(cells) + " |")
sys.exit(1 if wrong else 0)
