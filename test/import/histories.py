#!/usr/bin/env python3
"""Tells the life of every case of the ServiceNow log, straight from the file.

It shares nothing with the product: the histories that stand in the records after an
import are compared with these. Usage: histories.py FILE, prints JSON: by case the
states and the groups, each with the minute (UTC) at which it came, and how often the
case changed its group and was opened again.
"""

import csv
import datetime
import json
import sys

STATES = {"New": "new", "Active": "in_progress", "Resolved": "resolved", "Closed": "closed",
          "Awaiting User Info": "pending", "Awaiting Evidence": "pending",
          "Awaiting Problem": "pending", "Awaiting Vendor": "pending"}


def minute(text):
    return datetime.datetime.strptime(text, "%d/%m/%Y %H:%M").strftime("%Y-%m-%dT%H:%M")


def main(path):
    cases = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cases.setdefault(row["number"], []).append(row)
    lives = {}
    for number, events in cases.items():
        events.sort(key=lambda row: int(row["sys_mod_count"]))
        states, groups = [], []
        if minute(events[0]["opened_at"]) < minute(events[0]["sys_updated_at"]):
            states.append([minute(events[0]["opened_at"]), "new"])
        for row in events:
            at = minute(row["sys_updated_at"])
            state = STATES.get(row["incident_state"], states[-1][1] if states else "new")
            if not states or state != states[-1][1]:
                states.append([at, state])
            group = row["assignment_group"]
            if group != "?" and (not groups or groups[-1][1] != group):
                groups.append([at, group])
        names = [state for _, state in states]
        done = ("resolved", "closed")
        lives[number] = {
            "states": states, "groups": groups, "moved": max(0, len(groups) - 1),
            "reopened": sum(1 for a, b in zip(names, names[1:]) if a in done and b not in done),
        }
    json.dump(lives, sys.stdout)


main(sys.argv[1])
