import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const { INPUT_NAME: name, INPUT_PATH: path, STAND_IN_UPLOAD: address } = process.env;
const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.(?:json|diff|html)$/.test(file),
);
const files = Object.fromEntries(
  names.map((file) => [file, readFileSync(join(path, file)).toString("base64")]),
);
const answer = await fetch(address, { method: "POST", body: JSON.stringify({ name, files }) });
if (!answer.ok) throw new Error(`the test did not take the artifact: ${answer.status}`);
