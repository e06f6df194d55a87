// The graph library is for whoever opens a canvas: nothing else of the desk loads it, and its chunk stays small.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const MOST_BYTES = 80 * 1024;

test("only the canvas has the graph library", async () => {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root, entryPoints: ["admin/src/main.tsx"], outdir: "out", bundle: true, splitting: true, format: "esm", minify: true, metafile: true, write: false, jsx: "automatic", jsxImportSource: "preact", target: "es2021",
    alias: { react: "preact/compat", "react-dom": "preact/compat", "react/jsx-runtime": "preact/jsx-runtime" }, define: { "process.env.NODE_ENV": '"production"' }, loader: { ".css": "text" }, logLevel: "error",
  });
  const having = Object.entries(metafile.outputs).filter(([, of]) => Object.keys(of.inputs).some((file) => file.includes("node_modules/@xyflow")));
  assert.deepEqual(having.map(([, of]) => of.entryPoint), ["admin/src/settings/flows/canvas/canvas.tsx"]);
  const file = outputFiles.find((one) => one.path.endsWith(having[0][0]));
  const size = gzipSync(file.contents, { level: 9 }).length;
  assert.ok(size < MOST_BYTES, `${size} bytes`);
  const importing = Object.entries(metafile.outputs).flatMap(([, of]) => of.imports.filter((one) => one.path === having[0][0]).map((one) => one.kind));
  assert.deepEqual(importing, ["dynamic-import"]);
});
