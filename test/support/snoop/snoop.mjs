// The same as snoop.py, by other means: what one language cannot ask for, the other may.
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from "node:fs";
import { connect as open } from "node:net";
import { join } from "node:path";

const ask = JSON.parse(process.argv[2]);
const WORD = [...ask.drow].reverse().join("");
const inBase64 = (n) =>
  Buffer.concat([Buffer.alloc(n), Buffer.from(WORD)])
    .toString("base64")
    .slice([0, 2, 3][n], -4);
const NEEDLES = [WORD, ...[0, 1, 2].map(inBase64)];
const [LONGEST, MOST, MS] = [1 << 20, 20_000, 20_000];
const places = new Set();
const seen = { sockets: [], abstract: [], reached: [], files: 0, processes: 0 };

const look = (place, data) => {
  if (NEEDLES.some((needle) => data.includes(needle))) places.add(place);
};

const orElse = (value, act) => {
  try {
    return act();
  } catch {
    return value;
  }
};

/** One for all: what is read is looked through before the next is. */
const bytes = Buffer.alloc(LONGEST);
const read = (path) =>
  orElse(Buffer.alloc(0), () => {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      // Files of /proc come a page at a time.
      let length = 0;
      for (let got = -1; got !== 0 && length < LONGEST; length += got) {
        got = orElse(0, () => readSync(fd, bytes, length, LONGEST - length, null));
      }
      return bytes.subarray(0, length);
    } finally {
      closeSync(fd);
    }
  });

const listed = (path) => orElse([], () => readdirSync(path));

const walk = (folder) => {
  for (const name of listed(folder)) {
    if (seen.files >= MOST || performance.now() > MS) return;
    const path = join(folder, name);
    const found = orElse(null, () => lstatSync(path));
    if (found?.isDirectory()) walk(path);
    else if (found?.isSocket()) seen.sockets.push(path);
    else if (found?.isFile() || found?.isSymbolicLink()) {
      seen.files += 1;
      look(path, read(path));
    }
  }
};

const connect = (name, where) =>
  new Promise((resolve) => {
    const socket = open(where);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("connect", () => seen.reached.push(name));
    socket.on("data", (data) => {
      look(name, data);
      socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", resolve);
  });

look("own environment", JSON.stringify(process.env));
for (const pid of listed("/proc").filter((name) => /^\d+$/.test(name))) {
  const at = `/proc/${pid}`;
  seen.processes += 1;
  look("environ of a process", read(`${at}/environ`));
  look("command line of a process", read(`${at}/cmdline`));
  for (const fd of listed(`${at}/fd`)) {
    const isFile = orElse(false, () => statSync(`${at}/fd/${fd}`).isFile());
    if (isFile) look("open file of a process", read(`${at}/fd/${fd}`));
  }
  for (const path of ask.through) look("root of a process", read(`${at}/root${path}`));
  for (const name of listed(`${at}/cwd`).slice(0, 100)) {
    look("folder of a process", read(`${at}/cwd/${name}`));
  }
}
for (const root of ask.roots) walk(root);
for (const name of listed("/")) {
  if (!["proc", "sys", "dev", "usr"].includes(name)) walk(`/${name}`);
}
const sockets = read("/proc/net/unix").toString().split("\n");
seen.abstract = sockets
  .filter((line) => line.includes("@"))
  .map((line) => line.split(/\s+/).at(-1));
await connect("TCP", { port: ask.port, host: "127.0.0.1" });
await connect("socket", { path: ask.socket });
await connect("abstract socket", { path: `\0${ask.abstract}` });
process.stdout.write(`${JSON.stringify({ ...seen, places: [...places].sort() })}\n`);
