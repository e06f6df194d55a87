// The widget's pure parts under Node's own test runner: bundles every *.test.ts beside this file and runs it.
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const here = import.meta.dirname
const folder = mkdtempSync(path.join(tmpdir(), 'deskbell-widget-'))
const entryPoints = readdirSync(here).filter(name => name.endsWith('.test.ts')).map(name => path.join(here, name))
await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outdir: folder, outExtension: { '.js': '.test.mjs' }, logLevel: 'warning' })
const files = readdirSync(folder).map(name => path.join(folder, name))
const { status } = spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' })
rmSync(folder, { recursive: true })
process.exit(status ?? 1)
