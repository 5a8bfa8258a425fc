#!/usr/bin/env python3
"""Counts what stands in the trial tables, straight from the files.

It shares nothing with the product: the product's figures after an import are
compared with these. Usage: count.py FOLDER [NAME...], prints JSON.
FOLDER holds logs/, exports/ and tickets/. All months are in the clock of the file,
those of VINST in UTC.
"""

import csv
import datetime
import gzip
import io
import json
import os
import sys
from collections import Counter, OrderedDict

csv.field_size_limit(1 << 26)


def rows_of(path, encoding, delimiter):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    reader = csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter)
    header = next(reader)
    place = {}
    for i, name in enumerate(header):
        place.setdefault(name, i)
    return [{name: row[i].strip() for name, i in place.items()} for row in reader]


def by_case(rows, key):
    cases = OrderedDict()
    for row in rows:
        cases.setdefault(row[key], []).append(row)
    return cases


def group_changes(groups):
    """How often a case went to another group than the one known last."""
    known, changes = "", 0
    for group in groups:
        if group and known and group != known:
            changes += 1
        known = group or known
    return changes


def reopenings(states):
    """How often a case left resolved or closed for a state of work."""
    done = ("resolved", "closed")
    return sum(1 for before, after in zip(states, states[1:]) if before in done and after not in done)


def priority(impact, urgency):
    step = {"high": 1, "medium": 2, "low": 3}
    return str(step[impact] + step[urgency] - 1)


def summary(cases, events, states, teams, priorities, months, reassigned, reopened, **further):
    out = {
        "cases": cases, "events": events, "states": Counter(states), "teams": Counter(teams),
        "priorities": Counter(priorities), "months": Counter(months),
        "reassignments": reassigned, "reopenings": reopened,
    }
    out.update(further)
    return out


def servicenow(folder):
    rows = rows_of(os.path.join(folder, "logs/servicenow_incident_log_first_3000.csv"), "utf-8", ",")
    for row in rows:
        for name, text in row.items():
            if text == "?":
                row[name] = ""
    key_of = {"New": "new", "Active": "in_progress", "Resolved": "resolved", "Closed": "closed"}
    cases = by_case(rows, "number")
    states, teams, priorities, months, sources = [], [], [], [], []
    reassigned = reopened = counted_reassigned = counted_reopened = 0
    for events in cases.values():
        events.sort(key=lambda row: int(row["sys_mod_count"]))
        last = events[-1]
        life = [key_of.get(row["incident_state"], "pending") for row in events]
        states.append(life[-1])
        teams.append(last["assignment_group"])
        priorities.append(priority(last["impact"][4:].lower(), last["urgency"][4:].lower()))
        sources.append(last["priority"])
        day, month, year = events[0]["opened_at"].split(" ")[0].split("/")
        months.append("%04d-%02d" % (int(year), int(month)))
        reassigned += group_changes([row["assignment_group"] for row in events])
        reopened += reopenings(life)
        counted_reassigned += int(last["reassignment_count"])
        counted_reopened += int(last["reopen_count"])
    return summary(len(cases), len(rows), states, teams, priorities, months, reassigned, reopened,
                   source_priorities=Counter(sources), source_reassignment_count=counted_reassigned,
                   source_reopen_count=counted_reopened)


def helpdesk(folder):
    rows = rows_of(os.path.join(folder, "logs/helpdesk_event_log.csv"), "utf-8", ",")
    moves = {
        "Take in charge ticket": "in_progress", "Resolve SW anomaly": "in_progress", "Wait": "pending",
        "Schedule intervention": "pending", "Require upgrade": "pending", "Create SW anomaly": "pending",
        "Resolve ticket": "resolved", "Closed": "closed",
    }
    urgency = {"Value 1": "medium", "Value 2": "low", "Value 3": "high", "Value 4": "high"}
    cases = by_case(rows, "Case ID")
    states, teams, priorities, months = [], [], [], []
    reassigned = reopened = 0
    for events in cases.values():
        events.sort(key=lambda row: row["Complete Timestamp"])
        life, state = [], "new"
        for row in events:
            state = moves.get(row["Activity"], state)
            life.append(state)
        states.append(state)
        teams.append("Workgroup " + events[-1]["workgroup"])
        priorities.append(priority("medium", urgency[events[-1]["seriousness_2"]]))
        months.append(events[0]["Complete Timestamp"][:7].replace("/", "-"))
        reassigned += group_changes([row["workgroup"] for row in events])
        reopened += reopenings(life)
    return summary(len(cases), len(rows), states, teams, priorities, months, reassigned, reopened)


def vinst(folder, which):
    rows = rows_of(os.path.join(folder, "logs/vinst_%s_problems.csv" % which), "iso-8859-1", ";")
    moves = {
        "Awaiting Assignment": "new", "Assigned": "prioritized", "In Progress": "analysing",
        "Wait": "deferred", "Closed": "closed", "Cancelled": "cancelled",
    }
    step = {"Major": "high", "High": "high", "Medium": "medium", "Low": "low"}
    cases = by_case(rows, "Problem Number")
    states, teams, priorities, months = [], [], [], []
    reassigned = reopened = 0
    for events in cases.values():
        events.sort(key=lambda row: datetime.datetime.fromisoformat(row["Problem Change Date+Time"]))
        life, state = [], "new"
        for row in events:
            state = moves.get(row["Problem Sub Status"], state)
            life.append(state)
        states.append(state)
        teams.append(events[-1]["Problem Involved Owner ST"])
        priorities.append(priority(step[events[-1]["Problem Latest Impact"]], "medium"))
        first = datetime.datetime.fromisoformat(events[0]["Problem Change Date+Time"])
        months.append(first.astimezone(datetime.timezone.utc).strftime("%Y-%m"))
        reassigned += group_changes([row["Problem Involved Owner ST"] for row in events])
        reopened += reopenings(life)
    return summary(len(cases), len(rows), states, teams, priorities, months, reassigned, reopened)


def hadoop(folder):
    rows = rows_of(os.path.join(folder, "exports/hadoop_bugs.csv"), "utf-8", ",")
    states = {"Open": "new", "Resolved": "resolved"}
    impact = {"Blocker": "high", "Critical": "high", "Major": "medium", "Minor": "low", "Trivial": "low"}
    urgency = {"Blocker": "high", "Trivial": "low"}
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    months = []
    for row in rows:
        _, month, rest = row["Created"].split("/")
        months.append("20%s-%02d" % (rest[:2], names.index(month) + 1))
    return summary(len({row["Issue id"] for row in rows}), len(rows),
                   [states.get(row["Status"], "in_progress") for row in rows], ["" for _ in rows],
                   [priority(impact[row["Priority"]], urgency.get(row["Priority"], "medium")) for row in rows],
                   months, 0, 0, reopened_issues=sum(row["Status"] == "Reopened" for row in rows))


def tickets(folder):
    rows = rows_of(os.path.join(folder, "tickets/it_tickets_33485.csv.gz"), "utf-8", ",")
    return summary(len({row["row"] for row in rows}), len(rows), [], [row["Topic_group"] for row in rows],
                   ["3" for _ in rows], [], 0, 0)


COUNTS = {
    "servicenow-incident-log": servicenow,
    "helpdesk-event-log": helpdesk,
    "vinst-closed-problems": lambda folder: vinst(folder, "closed"),
    "vinst-open-problems": lambda folder: vinst(folder, "open"),
    "hadoop-bugs": hadoop,
    "it-tickets": tickets,
}


def main():
    folder, names = sys.argv[1], sys.argv[2:] or list(COUNTS)
    json.dump({name: COUNTS[name](folder) for name in names}, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
