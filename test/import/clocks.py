#!/usr/bin/env python3
"""Reckons the resolution clocks of the ServiceNow log straight from the file, and prints JSON.

It shares nothing with the product: the product's report of met and breached is compared with it.
The agreement is stated here: priority 1 within 1 h around the clock; 2, 3 and 4 within 8, 24 and
48 h from 09:00 to 17:00 on Monday to Friday; 5 nothing. Times are those of the file, read as UTC.
Waiting for the customer holds the clock, reopening lets it go on, another priority holds from the
start; what has run out once stays breached. Usage: clocks.py FILE
"""

import csv
import json
import sys
from collections import Counter, OrderedDict
from datetime import datetime, time, timedelta

TARGETS = {1: (timedelta(hours=1), False), 2: (timedelta(hours=8), True), 3: (timedelta(hours=24), True), 4: (timedelta(hours=48), True)}
STATES = {"New": "open", "Active": "open", "Awaiting User Info": "held", "Awaiting Evidence": "held", "Awaiting Problem": "open",
          "Awaiting Vendor": "open", "Resolved": "done", "Closed": "done"}
STEP = {"1 - High": 1, "2 - Medium": 2, "3 - Low": 3}


def moment(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M")


def worked(start, end, office):
    """Working time between two instants, day by day."""
    if end <= start:
        return timedelta()
    if not office:
        return end - start
    total, day = timedelta(), start.date()
    while day <= end.date():
        if day.weekday() < 5:
            opens, closes = datetime.combine(day, time(9)), datetime.combine(day, time(17))
            total += max(timedelta(), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return total


def runs_out(stretches, within, office):
    """When the time is used up over the stretches, the last of which may be open; None while it is not."""
    left = within
    for start, end in stretches:
        spent = worked(start, end, office) if end else None
        if end and (spent < left):
            left -= spent
            continue
        at, limit = start, end
        while True:
            midnight = datetime.combine(at.date() + timedelta(days=1), time())
            today = worked(at, midnight, office)
            if today >= left:
                if office:
                    at = max(at, datetime.combine(at.date(), time(9)))
                return at + left
            left -= today
            at = midnight
    return None


class Clock:
    def __init__(self, at, target):
        self.target, self.stretches, self.state, self.breach, self.ended, self.judged = target, [[at, None]], "open", None, None, at

    def judge(self, at):
        if self.state != "done" and self.breach_of is None:
            due = runs_out(self.stretches, *self.target)
            if due is not None and at > due:
                self.breach_of = due
                self.breach = self.breach or max(due, self.judged)
        self.judged = at

    breach_of = None

    def move(self, at, state, target):
        self.judge(at)
        if self.state == "done" and state != "done":
            self.ended, self.judged = None, at
            self.state = "held"
        if self.state != "done" and target != self.target:
            self.target, self.breach_of = target, None
            self.judge(at)
        if state == self.state:
            return
        if self.state == "open":
            self.stretches[-1][1] = at
        if state == "open":
            self.stretches.append([at, None])
        if state == "done":
            self.ended = at
        self.state = state


def case(rows, now):
    """The outcome of a case and when it stood; None where nothing was promised in the end."""
    rows = sorted(rows, key=lambda r: int(r["sys_mod_count"]))
    last, clock, state = moment(rows[0]["opened_at"]), None, "open"
    target = TARGETS.get(STEP[rows[0]["impact"]] + STEP[rows[0]["urgency"]] - 1)
    if target:
        clock = Clock(last, target)
    for row in rows:
        at = last = max(last, moment(row["sys_updated_at"]))
        state = STATES.get(row["incident_state"], state)
        target = TARGETS.get(STEP[row["impact"]] + STEP[row["urgency"]] - 1)
        if clock and target is None and clock.state != "done":
            return None
        if clock and target is not None:
            clock.move(at, state, target)
    if clock is None:
        return None
    clock.judge(now)
    if clock.breach:
        return "breached", clock.breach
    return ("met", clock.ended) if clock.ended else None


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        cases = OrderedDict()
        for row in csv.DictReader(file):
            cases.setdefault(row["number"], []).append(row)
    months, outcomes = Counter(), Counter()
    of = {}
    for number, rows in cases.items():
        found = case(rows, datetime.now())
        if found:
            outcomes[found[0]] += 1
            months[found[1].strftime("%Y-%m") + " " + found[0]] += 1
            of[number] = found[0] + " " + found[1].isoformat()
    json.dump({"outcomes": outcomes, "months": months, "cases": of}, sys.stdout, sort_keys=True)


main()
