// npm run docs: writes the tables in docs/ anew that are made from action.yml and from the settings' schema.
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const { writeTables } = await import(
  pathToFileURL(await bundle("scripts/docs/tables.ts", "docs")).href
);
for (const page of writeTables()) console.log(`wrote ${page}`);
