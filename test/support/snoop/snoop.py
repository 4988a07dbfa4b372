"""Looks for a secret wherever a program can look, and says where it found it. Given one argument: JSON."""

import base64, json, os, socket, stat, sys, time

ask = json.loads(sys.argv[1])
# Backwards in the argument: else every list of processes would have it.
WORD = ask["drow"][::-1].encode()
# In base64 it is written in three ways; these are the parts that do not depend on what is before.
NEEDLES = [WORD] + [base64.b64encode(b"\0" * n + WORD)[[0, 2, 3][n]:-4] for n in range(3)]
LONGEST, MOST, SECONDS = 1 << 20, 20_000, 20
seen = {"places": [], "sockets": [], "abstract": [], "reached": [], "files": 0, "processes": 0}
started = time.monotonic()


def look(place, data):
    if any(needle in data for needle in NEEDLES):
        seen["places"].append(place)


def read(path):
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            return os.read(fd, LONGEST)
        finally:
            os.close(fd)
    except OSError:
        return b""


def listed(path):
    try:
        return sorted(os.listdir(path))
    except OSError:
        return []


def walk(root):
    for folder, folders, files in os.walk(root):
        for name in files:
            path = os.path.join(folder, name)
            if seen["files"] >= MOST or time.monotonic() - started > SECONDS:
                return
            try:
                mode = os.lstat(path).st_mode
            except OSError:
                continue
            if stat.S_ISSOCK(mode):
                seen["sockets"].append(path)
            elif stat.S_ISREG(mode) or stat.S_ISLNK(mode):
                seen["files"] += 1
                look(path, read(path))


def connect(name, family, address):
    with socket.socket(family, socket.SOCK_STREAM) as made:
        made.settimeout(2)
        try:
            made.connect(address)
            seen["reached"].append(name)
            look(name, made.recv(4096))
        except OSError:
            pass


look("own environment", b"\n".join(k + b"=" + v for k, v in os.environb.items()))
for pid in filter(str.isdigit, listed("/proc")):
    at = f"/proc/{pid}"
    seen["processes"] += 1
    look("environ of a process", read(f"{at}/environ"))
    look("command line of a process", read(f"{at}/cmdline"))
    for fd in listed(f"{at}/fd"):
        try:
            # What is no plain file could block, or take something away from its owner.
            if stat.S_ISREG(os.stat(f"{at}/fd/{fd}").st_mode):
                look("open file of a process", read(f"{at}/fd/{fd}"))
        except OSError:
            pass
    for path in ask["through"]:
        look("root of a process", read(f"{at}/root{path}"))
    for name in listed(f"{at}/cwd")[:100]:
        look("folder of a process", read(f"{at}/cwd/{name}"))
for root in ask["roots"]:
    walk(root)
for name in listed("/"):
    if name not in ("proc", "sys", "dev", "usr"):
        walk("/" + name)
seen["abstract"] = [l.split()[-1] for l in read("/proc/net/unix").decode().splitlines() if "@" in l]
connect("TCP", socket.AF_INET, ("127.0.0.1", ask["port"]))
connect("socket", socket.AF_UNIX, ask["socket"])
connect("abstract socket", socket.AF_UNIX, "\0" + ask["abstract"])
print(json.dumps({**seen, "places": sorted(set(seen["places"]))}))
