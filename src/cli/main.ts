#!/usr/bin/env node
import { main } from "./program.ts";

// Not process.exit(): output in flight would be lost.
process.exitCode = await main(process.argv.slice(2));
