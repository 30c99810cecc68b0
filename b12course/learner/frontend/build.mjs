// Bundles src/ into two ES modules, each with its style sheet: dist/quiz.js and dist/simulator.js.
//
// All four files start with a comment "sources: <sha256>", so that a test can prove that dist was built
// from src. The hash is over package.json and then every file under src/, sorted by relative path
// (POSIX separators, compared by code point): for each, the path as UTF-8, a NUL byte, the file's
// bytes, a NUL byte. package.json's path is "package.json", the others start with "src/".
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

function filesUnder(folder) {
  return readdirSync(join(here, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(here, path)).isDirectory() ? filesUnder(path) : [path];
  });
}

function hashOfSources() {
  const hash = createHash("sha256");
  const byCodePoint = (a, b) => (a < b ? -1 : 1);
  for (const path of ["package.json", ...filesUnder("src").sort(byCodePoint)]) {
    hash.update(path).update("\0").update(readFileSync(join(here, path))).update("\0");
  }
  return hash.digest("hex");
}

const banner = {
  name: "banner",
  setup({ onEnd }) {
    onEnd((result) => {
      const line = `/* sources: ${hashOfSources()} */\n/* contains Preact, MIT licence, (c) 2015-present Jason Miller */\n`;
      for (const file of result.outputFiles ?? []) {
        writeFileSync(file.path, line + file.text);
        console.log(`${file.path.slice(here.length + 1)}  ${((line.length + file.contents.length) / 1024).toFixed(1)} KiB`);
      }
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: { quiz: "src/main.jsx", simulator: "src/simulator.jsx" },
  outdir: "dist",
  bundle: true,
  format: "esm",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  target: ["chrome111", "firefox113", "safari16.4"],
  write: false,
  plugins: [banner],
};

if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
