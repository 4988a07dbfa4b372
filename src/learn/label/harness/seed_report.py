"""A pytest plugin that reports each test as a line of JSON behind a secret.

Descriptor 3 brings the secret, which is read before any of the package's code is imported;
descriptor 4 takes the report. The tests' own input is empty and their output goes elsewhere.
"""

import json
import os

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


def pytest_exception_interact(node, call, report):
    info = call.excinfo
    root = str(node.config.rootpath) + os.sep
    places = []
    for entry in reversed(list(info.traceback)):
        path = str(entry.path)
        if path.startswith(root):
            places.append({"path": path[len(root):], "line": entry.lineno + 1})
    try:
        message = str(info.value)
    except Exception:
        message = ""
    FAILURES[(node.nodeid, report.when)] = (info.type.__name__, message[:4000], places[:8])


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
