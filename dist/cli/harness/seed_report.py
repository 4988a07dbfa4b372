"""A pytest plugin that reports each test as a line of JSON behind a secret.

Descriptor 3 brings the secret, which is read before any of the package's code is imported;
descriptor 4 takes the report. The tests' own input is empty and their output goes elsewhere.
"""

import json
import os

import pytest

SECRET = os.read(3, 256).decode().strip()
os.close(3)
os.set_inheritable(4, False)
WRITE, DUMPS = os.write, json.dumps
COUNT = 0
FAILURES = {}


def send(value):
    data = (SECRET + " " + DUMPS(value) + "\n").encode()
    while data:
        data = data[WRITE(4, data):]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.excinfo is not None:
        FAILURES[(item.nodeid, report.when)] = describe(item, call.excinfo)
    return report


def describe(item, info):
    root = str(item.config.rootpath) + os.sep
    places = []
    for entry in reversed(list(info.traceback)):
        path = str(entry.path)
        if path.startswith(root):
            values = simple_values(entry.frame.f_locals)
            places.append({"path": path[len(root):], "line": entry.lineno + 1, "values": values})
    try:
        message = str(info.value)
    except Exception:
        message = ""
    return info.type.__name__, message[:4000], places[:8]


def simple_values(names):
    """Variables whose values are plain: no code of the package is asked how they look."""
    plain = (str, int, float, bool, type(None))
    found = {}
    for name, value in list(names.items())[:40]:
        items = value if type(value) in (list, tuple) else [value]
        if len(items) <= 20 and all(type(item) in plain for item in items):
            text = repr(value)
            if len(text) <= 120:
                found[name] = text
    return found


def pytest_runtest_logreport(report):
    global COUNT
    # A failed set-up has no call; a failed tear-down comes after one that passed.
    if report.when != "call" and report.outcome == "passed":
        return
    if report.when == "teardown" and report.outcome == "skipped":
        return
    error, message, places = FAILURES.pop((report.nodeid, report.when), (None, "", []))
    COUNT += 1
    send(
        {
            "name": report.nodeid if report.when == "call" else report.nodeid + " [" + report.when + "]",
            "outcome": "skipped" if hasattr(report, "wasxfail") else report.outcome,
            "error": error,
            "message": message,
            "places": places,
        }
    )


def pytest_sessionfinish(session, exitstatus):
    send({"end": int(exitstatus), "count": COUNT})
