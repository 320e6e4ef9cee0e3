#!/usr/bin/python3
"""Write the tables that shipped forecasts are scored by: scenarios/data/results/.

Counted first choices of New York's mayoral primary of 2025 by assembly district, and its polls of
the last five weeks; percent and winners of Super Tuesday 2020 by state, and the state polls since 12
February. All from scenarios/data/sources/; nothing is judged but whose polls count as sponsored.
"""

import csv
import sys
from datetime import datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from scenario_files import DATA, read_source

MAYOR = ("mamdani", "cuomo", "lander", "adams", "stringer", "myrie", "tilson", "blake", "ramos",
         "prince", "bartholomew")
MAYOR_DAY, MAYOR_POLLS_FROM = "2025-06-24", "2025-05-20"
STATES = {"Alabama": "AL", "Arkansas": "AR", "California": "CA", "Colorado": "CO", "Maine": "ME",
          "Massachusetts": "MA", "Minnesota": "MN", "North Carolina": "NC", "Oklahoma": "OK",
          "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA"}
PRESIDENT = {"Joseph R. Biden Jr.": "biden", "Bernard Sanders": "sanders",
             "Michael Bloomberg": "bloomberg", "Elizabeth Warren": "warren",
             "Tulsi Gabbard": "gabbard", "Pete Buttigieg": "buttigieg",
             "Amy Klobuchar": "klobuchar"}
STATES_DAY, STATE_POLLS_FROM = "2020-03-03", "2020-02-12"


def write(name, columns, rows):
    folder = DATA / "results"
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def mayor_results():
    """Yields votes by district; the one who won the count of later ranks is marked."""
    rows = read_source("nyc_2025_mayor_ad")
    finals = {name: sum(int(row[f"final_{name}"]) for row in rows) for name in ("mamdani", "cuomo")}
    winner = max(finals, key=finals.get)
    for row in rows:
        for name in MAYOR:
            yield f"AD-{row['ad']}", name, row[name], str(name == winner).lower(), MAYOR_DAY


def mayor_polls():
    """Yields first-choice questions: sponsored = by a campaign or a side's committee."""
    for row in read_source("polls_2025_mayor"):
        if row["stage"] == "first_choice" and row["end"] >= MAYOR_POLLS_FROM and row["candidate"] in MAYOR:
            side = row["sponsor"] if "campaign" in row["sponsor"] or "pro-" in row["sponsor"] else ""
            yield row["poll"], row["pollster"], row["end"], row["n"], side, row["candidate"], row["pct"]


def states_results():
    """Yields percent of votes; the winner is who won most delegates."""
    rows = [row for row in read_source("pres_2020_dem_state_results") if row["state"] in STATES]
    for state, contest in STATES.items():
        of = [row for row in rows if row["state"] == state and row["candidate"] in PRESIDENT.values()]
        winner = max(of, key=lambda row: int(row["pledged_delegates_won"]))
        for row in of:
            yield (contest, row["candidate"], f"{100 * float(row['share']):.2f}",
                   str(row is winner).lower(), STATES_DAY)


def states_polls():
    """Yields, of each pollster and day, the question that names most candidates."""
    questions = {}
    for row in read_source("pres_2020_dem_polls"):
        end = datetime.strptime(row["enddate"], "%m/%d/%Y").strftime("%Y-%m-%d")
        if row["state"] in STATES and end >= STATE_POLLS_FROM:
            key = (STATES[row["state"]], end, row["pollster"])
            questions.setdefault(key, {}).setdefault(row["question_id"], []).append(row)
    for (contest, end, pollster), of in sorted(questions.items()):
        for row in max(of.values(), key=len):
            if row["candidate_name"] in PRESIDENT:
                yield (contest, pollster, end, row["samplesize"], PRESIDENT[row["candidate_name"]],
                       row["pct"])


def main():
    write("nyc_mayor_2025", ("district", "candidate", "votes", "wins", "day"), mayor_results())
    write("nyc_mayor_2025_polls",
          ("poll", "pollster", "end", "n", "sponsor", "candidate", "pct"), mayor_polls())
    write("super_tuesday_2020", ("contest", "candidate", "pct", "wins", "day"), states_results())
    write("super_tuesday_2020_polls", ("contest", "pollster", "end", "n", "candidate", "pct"),
          states_polls())


if __name__ == "__main__":
    main()
