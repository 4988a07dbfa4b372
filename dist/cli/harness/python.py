"""Runs one candidate and its tests inside the sandbox.

Descriptor 3 brings the job (a length, a line end, JSON) and after it a secret. Descriptor 4 takes
the report. The secret is read only when all tests have been executed, and printing it is the proof:
leaving early, printing "passed" or losing the output proves nothing. Standard input is empty and
standard output goes to standard error, so a candidate meets neither by accident.
"""

import json
import os
import sys
import types

JOB, REPORT = 3, 4


def main():
    # Names are bound here, before the candidate may change the modules that they come from.
    read, write, leave, dumps = os.read, os.write, os._exit, json.dumps
    for fd in (JOB, REPORT):
        os.set_inheritable(fd, False)
    job = json.loads(read_job(read))
    write(REPORT, b"ready\n")
    failure = run(job["program"], job["tests"])
    if failure is None:
        write(REPORT, read(JOB, 1024) + b"\n")
    else:
        write(REPORT, dumps(failure).encode() + b"\n")
    leave(0)


def read_job(read):
    size = b""
    while not size.endswith(b"\n"):
        size += read(JOB, 1)
    parts, left = [], int(size)
    while left > 0:
        parts.append(read(JOB, left))
        left -= len(parts[-1])
    return b"".join(parts)


def run(program, tests):
    # A real module, since dataclasses, pickle and typing look their module up by name.
    module = types.ModuleType("candidate")
    sys.modules["candidate"] = module
    try:
        code = compile(program, "candidate.py", "exec", dont_inherit=True)
    except Exception as error:
        return describe("syntax", error)
    try:
        test_code = compile(tests, "tests.py", "exec", dont_inherit=True)
    except Exception as error:
        return describe("bad-tests", error)
    try:
        exec(code, module.__dict__)
        exec(test_code, module.__dict__)
    except AssertionError as error:
        return describe("assertion", error, tests)
    except MemoryError as error:
        return describe("memory", error)
    except ModuleNotFoundError as error:
        return {**describe("exception", error), "missing": str(error.name)}
    except BaseException as error:
        return describe("exception", error, tests)
    return None


def describe(reason, error, tests=""):
    try:
        text = str(error)
    except BaseException:
        text = "?"
    place = test_line(error, tests)
    detail = ": ".join(part for part in (type(error).__name__, text[:300], place[:300]) if part)
    return {"reason": reason, "detail": detail}


def test_line(error, tests):
    """The line of the tests that failed."""
    lines, trace, line = tests.split("\n"), error.__traceback__, ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "tests.py" and trace.tb_lineno <= len(lines):
            line = lines[trace.tb_lineno - 1].strip()
        trace = trace.tb_next
    return line


main()
