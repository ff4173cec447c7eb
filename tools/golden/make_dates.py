#!/usr/bin/env python3
"""Records what Python's datetime makes of dates into tests/golden/dates.json.

    python3 tools/golden/make_dates.py
texts: [text, order, seconds since 1970 or null where there is no such date]
written: the same with months as names and years of two digits, by strftime and back by strptime
days: [days since 1970, year, month, day, weekday from Monday]
"""
import datetime as dt
import json
import math
import os
import random

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
EPOCH = dt.datetime(1970, 1, 1)
random.seed(5)


def seconds(moment):
    return (moment - EPOCH).total_seconds()


def forms(d):
    y = f"{d.year:04}"
    yield f"{y}-{d.month:02}-{d.day:02}", "ymd"
    yield f"{y}/{d.month}/{d.day}", "ymd"
    yield f"{y}.{d.month:02}.{d.day}", "ymd"
    yield f"{y}年{d.month}月{d.day}日", "ymd"
    yield f"{d.day}.{d.month}.{y}", "dmy"
    yield f"{d.day:02}/{d.month:02}/{y}", "dmy"
    yield f"{d.day}-{d.month}-{y}", "dmy"
    yield f"{d.month}/{d.day}/{y}", "mdy"
    yield f"{d.month:02}-{d.day:02}-{y}", "mdy"


NAMED = {
    "dmy": ["%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d/%B/%Y", "%d.%b.%Y", "%d%b%Y", "%d. %B %Y", "%d %B, %Y",
            "%d %b %Y %H:%M", "%d-%b-%Y, %H:%M:%S", "%d/%m/%Y, %H:%M"],
    "mdy": ["%B %d, %Y", "%b %d %Y", "%b-%d-%Y", "%b. %d, %Y", "%B %d,%Y", "%B %d, %Y %I:%M %p", "%b %Y", "%B %Y",
            "%b-%Y", "%m/%d/%Y, %I:%M:%S %p"],
    "ymd": ["%Y-%b-%d", "%Y %B %d", "%Y%b%d", "%Y/%b/%d %H:%M"],
    "dmy2": ["%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%d-%b-%y", "%d %B %y", "%d%b%y", "%d/%m/%y %H:%M"],
    "mdy2": ["%m/%d/%y", "%m-%d-%y", "%b %d, %y", "%b-%d-%y", "%m/%d/%y %I:%M %p"],
    "ymd2": ["%y-%m-%d", "%y/%m/%d", "%y.%m.%d", "%y-%b-%d"],
}


def written():
    chance = random.Random(6)
    result = []

    def add(text, form, order):
        try:
            result.append([text, order, seconds(dt.datetime.strptime(text, form))])
        except ValueError:
            result.append([text, order, None])

    for order, forms_of_order in NAMED.items():
        years = (1969, 2068) if order.endswith("2") else (1000, 9999)
        for form in forms_of_order:
            for change in (str, str.upper, str.lower):
                moment = dt.datetime(chance.randint(*years), chance.randint(1, 12), chance.randint(1, 28),
                                     chance.randint(0, 23), chance.randint(0, 59), chance.randint(0, 59))
                text = moment.strftime(form)
                add(text if "p" in form else change(text), form, order)
            add(moment.strftime(form.replace("%d", "%-d")) if "." not in form else text, form, order)
        first = forms_of_order[0]
        text = dt.datetime(years[0], 4, 30).strftime(first)
        assert "30" in text
        add(text.replace("30", "31"), first, order)  # no such day
    for year in range(100):  # what %y stands for
        add(f"17/03/{year:02}", "%d/%m/%y", "dmy2")
        add(f"{year:02}-03-17", "%y-%m-%d", "ymd2")
    return result


def main():
    texts = []
    for _ in range(40):
        d = dt.date.fromordinal(random.randint(1, 3652059))
        t = dt.time(random.randint(0, 23), random.randint(0, 59), random.randint(0, 59))
        for text, order in forms(d):
            texts.append([text, order, seconds(dt.datetime.combine(d, dt.time()))])
            short = t.replace(second=0)
            texts.append([f"{text} {t.hour}:{t.minute:02}", order,
                          seconds(dt.datetime.combine(d, short))])
        moment = dt.datetime.combine(d, t)
        texts.append([moment.isoformat(), "ymd", seconds(moment)])
        texts.append([moment.isoformat(" ") + ".250", "ymd", seconds(moment) + 0.25])
        texts.append([moment.isoformat() + "Z", "ymd", seconds(moment)])
        hours = random.randint(-12, 14)
        zone = dt.timezone(dt.timedelta(hours=hours, minutes=30))
        ahead = (hours * 60 + 30) * 60
        texts.append([moment.replace(tzinfo=zone).isoformat(), "ymd", seconds(moment) - ahead])
        texts.append([moment.strftime("%m/%d/") + f"{d.year:04}" + t.strftime(" %I:%M:%S %p"), "mdy",
                      seconds(moment)])
        texts.append([f"{d.year:04}年{d.month}月{d.day}日 {t.hour}时{t.minute}分{t.second}秒", "ymd",
                      seconds(moment)])
        texts.append([t.isoformat(), "time", t.hour * 3600 + t.minute * 60 + t.second])
        texts.append([f"{d.year:04}-{d.month:02}", "ymd",
                      seconds(dt.datetime(d.year, d.month, 1))])
    # Days that are none: Python refuses them too.
    for year, month, day in [(2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1),
                             (2024, 0, 1), (2024, 1, 0), (2024, 1, 32), (0, 1, 1)]:
        try:
            dt.date(year, month, day)
            raise SystemExit("a day")
        except ValueError:
            texts.append([f"{year:04}-{month:02}-{day:02}", "ymd", None])
            texts.append([f"{day:02}/{month:02}/{year:04}", "dmy", None])
    for text in ["2024-02-29T24:00", "2024-02-29T12:60", "2024-02-29 12:00:60"]:
        try:
            dt.datetime.fromisoformat(text)
            raise SystemExit("a time")
        except ValueError:
            texts.append([text, "ymd", None])
    days = []
    for _ in range(1000):
        d = dt.date.fromordinal(random.randint(1, 3652059))
        days.append([d.toordinal() - EPOCH.toordinal(), d.year, d.month, d.day, d.weekday()])

    # Parts of moments, as the preparation makes them; fitted on all of them.
    moments = [dt.datetime(2023, 11, 5, 0, 0) + dt.timedelta(days=i * 37, hours=i * 5, minutes=i * 7)
               for i in range(20)]
    turn = lambda x, period: [math.sin(2 * math.pi * x / period), math.cos(2 * math.pi * x / period)]
    parts = [[(m - moments[0]).total_seconds() / 86400, m.year, m.day, *turn(m.month - 1, 12),
              *turn(m.weekday(), 7), *turn(m.hour + m.minute / 60, 24)] for m in moments]
    with open(os.path.join(ROOT, "tests", "golden", "dates.json"), "w") as file:
        json.dump({"texts": texts, "written": written(), "days": days,
                   "moments": [m.strftime("%Y-%m-%d %H:%M") for m in moments], "parts": parts},
                  file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


main()
