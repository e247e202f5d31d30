// Compiles every pattern of a JSON list on standard input as ECMA-262 does without the `u` flag; fails at the first wrong one.
import { readFileSync } from "node:fs";

for (const pattern of JSON.parse(readFileSync(0, "utf8"))) new RegExp(pattern);
