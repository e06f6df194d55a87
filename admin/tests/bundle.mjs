// Bundles TypeScript modules of the desk for node, so that a test imports what the browser runs.
import { build } from 'esbuild'
import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const admin = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Imports what `source` exports; it is written as a module inside admin/src. */
export async function load(source) {
  const folder = await mkdtemp(path.join(admin, '..', 'node_modules', '.desk-test-'))
  const outfile = path.join(folder, 'bundle.mjs')
  try {
    await build({ stdin: { contents: source, resolveDir: path.join(admin, 'src'), loader: 'ts' }, bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' })
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(folder, { recursive: true })
  }
}
