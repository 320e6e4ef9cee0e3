#!/usr/bin/python3
"""Write scenarios/ny_campaign_2026.yaml: ny_house_2026 with campaigns, for what plan and run tell.

The base is scenarios/ny_house_2026.yaml, its slates and effects as they are. Added are
fragment.yaml (calendar, channels, resources, messages, programmes, a shock, what-ifs) and roll-off
in every contest. Written turnouts count votes, so each is divided by what roll-off leaves of those
who come. Salience is set in NY-13 alone. Counts of message variants are invented: 47 variants of
2,000 people each, as named in their table.
"""

import sys
from decimal import Decimal
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from scenario_files import DATA, SCENARIOS, read_rows, write_table

NAME = "ny_campaign_2026"
BASE = "ny_house_2026"
ROLLOFF = Decimal("0.054")  # House, June 2020, under the president: evidence
ROLLOFF_SD = "0.018"  # assumption
SHOWN = 2000
RESPONDED = (55, 69, 42, 59, 73, 47, 61, 78, 51, 65, 92, 55, 68, 40, 58, 72, 46, 61, 77, 50, 64,
             86, 54, 67, 37, 57, 71, 45, 60, 75, 49, 63, 83, 53, 66, 34, 56, 70, 43, 59, 74, 48,
             62, 80, 52, 65, 28)
TOP = f"""\
# The House primaries of New York City with campaigns: what doors, calls, captains, an endorsement
# or the answer to a lie is worth. Made by scripts/scenarios/{NAME}/make.py from {BASE}.yaml and
# fragment.yaml; change those, not this. docs/{NAME}.md tells more.
# Plans, budgets and shocks are invented; of each it is said whether it is evidence (a study or a
# count), a claim (of campaigns) or an assumption (ours).
# What it reaches:   hustings plan scenarios/{NAME}.yaml
# What it is worth:  hustings run scenarios/{NAME}.yaml --programmes
"""


def universes():
    for row in read_rows(DATA / f"{BASE}_universes.csv"):
        came = Decimal(row["turnout_mean"]) / (1 - ROLLOFF)
        yield {**row, "turnout_mean": str(came.quantize(Decimal("0.000001")))}


def variants():
    for number, responded in enumerate(RESPONDED, start=1):
        yield {"variant": f"invented {number}", "shown": SHOWN, "responded": responded}


def replaced(text, old, new, times=1):
    """Replaces what the base must have just so often."""
    if text.count(old) != times:
        raise ValueError(f"{BASE}.yaml has {old!r} {text.count(old)} times, not {times}")
    return text.replace(old, new)


def scenario():
    text = (SCENARIOS / f"{BASE}.yaml").read_text(encoding="utf-8")
    text = TOP + text[text.index("hustings: 1"):]
    text = replaced(text, "title: New York City House primaries, 23 June 2026\n",
                    "title: New York City House primaries with campaigns, 23 June 2026\n"
                    "illustration: true  # plans, budgets and shocks are invented\n")
    text = replaced(text, f"data/{BASE}_universes.csv", f"data/{NAME}_universes.csv")
    rolloff = f"    rolloff: {{mean: {ROLLOFF}, sd: {ROLLOFF_SD}}}  # evidence: 2020; sd: assumption\n"
    text = replaced(text, "    count: plurality\n", "    count: plurality\n" + rolloff, times=5)
    name = "    name: House, 13th district\n"
    text = replaced(text, name, name + "    salience: high  # assumption\n")
    fragment = Path(__file__).with_name("fragment.yaml").read_text(encoding="utf-8")
    text = replaced(text, "\nslates:\n", f"\n{fragment}\nslates:\n")
    return text + '  the lie is told: shock "fake withdrawal" happens\n'


def main():
    write_table(f"{NAME}_universes", universes())
    write_table(f"{NAME}_variants", variants())
    (SCENARIOS / f"{NAME}.yaml").write_text(scenario(), encoding="utf-8")


if __name__ == "__main__":
    main()
