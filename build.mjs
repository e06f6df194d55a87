// Builds what browsers load into server/deskbell/_static: the visitor's widget and the desk.
// `node build.mjs` builds both, `node build.mjs widget` or `admin` one of them; `--watch` builds again after every change.
import { build, transform } from 'esbuild'
import { existsSync, watch } from 'node:fs'
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(fileURLToPath(import.meta.url))
const out = path.join(root, 'server/deskbell/_static')
const widget = path.join(root, 'widget')
const common = { bundle: true, minify: true, target: 'es2021', metafile: true, logLevel: 'warning', legalComments: 'none', charset: 'utf8' }
const only = name => process.argv.includes(name)
const LAZY = ['talk', 'rating', 'offline', 'emoji', 'earlier', 'search', 'preview', 'flow', 'made', 'track']

/** A stylesheet imported by a script is its minified text: the script hands it to the browser through CSSOM. */
const cssText = {
  name: 'css-text',
  setup(b) {
    b.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, 'utf8'), { loader: 'css', minify: true, target: 'safari15.4' })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

/** Parts of socket.io's client that a visitor never uses have stand-ins in widget/src/slim. */
const SLIM = {
  'engine.io-client': 'engine.ts',
  'socket.io-parser/build/esm/binary.js': 'binary.ts',
  'socket.io-parser/build/esm/is-binary.js': 'is-binary.ts',
  'preact/jsx-runtime': 'jsx.ts',
}
const slim = {
  name: 'slim',
  setup(b) {
    const stand = name => ({ path: path.join(widget, 'src/slim', SLIM[name]) })
    b.onResolve({ filter: /^(preact\/jsx-runtime|engine\.io-client)$/ }, ({ path: name }) => stand(name))
    b.onResolve({ filter: /^socket\.io-client\/manager$/ }, () => ({ path: path.join(root, 'node_modules/socket.io-client/build/esm/manager.js') }))
    b.onResolve({ filter: /^\.\.?\// }, ({ path: name, resolveDir }) => {
      const file = path.join(resolveDir, name).split(path.sep).join('/')
      const key = Object.keys(SLIM).find(k => file.endsWith('/node_modules/' + k))
      return key ? stand(key) : undefined
    })
  },
}

/** Lazy chunks take Preact, the state and the small parts from the app that is already running, not a second copy. */
const fromKit = {
  name: 'from-kit',
  setup(b) {
    b.onResolve({ filter: /^(preact\/jsx-runtime|(\.\.\/)+kit)$/ }, () => ({ path: 'kit', namespace: 'kit' }))
    b.onLoad({ filter: /.*/, namespace: 'kit' }, () => ({ contents: 'module.exports = globalThis.deskbellKit', loader: 'js' }))
  },
}

/** One file a language for translators, one section of it for every chunk: `import words from 'words:talk'`. */
const words = {
  name: 'words',
  setup(b) {
    b.onResolve({ filter: /^words:/ }, ({ path: name }) => ({ path: name.slice(6), namespace: 'words' }))
    b.onLoad({ filter: /.*/, namespace: 'words' }, async ({ path: section }) => ({ contents: JSON.stringify(await readWords(section)), loader: 'json' }))
  },
}

async function readWords(section) {
  const files = await readdir(path.join(widget, 'src/locales'))
  const rows = files.map(async file => [file.replace(/\.json$/, ''), JSON.parse(await readFile(path.join(widget, 'src/locales', file), 'utf8'))[section] ?? {}])
  return Object.fromEntries(await Promise.all(rows))
}

/** The flow editor's graph library is written for React; its chunk runs on the Preact that is there. */
const AS_PREACT = { react: 'preact/compat', 'react-dom': 'preact/compat', 'react/jsx-runtime': 'preact/jsx-runtime' }

const outputs = result => Object.entries(result.metafile.outputs).map(([file, info]) => [info.entryPoint, path.relative(out, path.resolve(root, file)).split(path.sep).join('/')])
const entry = (result, name) => outputs(result).find(([source]) => source?.endsWith(name))?.[1]

/** Twice: lean, and for inboxes whose flows wait for a page, for time on it or for an event of the website. */
async function buildLoader() {
  const [loader, watching] = await Promise.all([false, true].map(watches => build({
    ...common, absWorkingDir: root, entryPoints: [path.join(widget, 'src/loader/loader.ts')], outdir: path.join(out, 'widget'), entryNames: watches ? '[name]-watching' : '[name]',
    format: 'iife', plugins: [cssText], define: { WATCHES: String(watches) }, tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  })))
  const check = await build({ ...common, absWorkingDir: root, entryPoints: [path.join(widget, 'src/loader/check.ts')], outdir: path.join(out, 'widget'), entryNames: '[name]-[hash]', format: 'iife' })
  return { loader: entry(loader, 'loader.ts'), watching: entry(watching, 'loader.ts'), check: entry(check, 'check.ts') }
}

const lazyFile = name => path.join(widget, 'src/features', { talk: 'talk/Talk.tsx', track: 'track.ts' }[name] ?? `${name}.tsx`)

async function buildLazy() {
  const result = await build({
    ...common, absWorkingDir: root, entryPoints: LAZY.map(lazyFile), outdir: path.join(out, 'widget'),
    outbase: 'flat', entryNames: '[name]-[hash]', format: 'esm', plugins: [fromKit, words, cssText], jsx: 'automatic', jsxImportSource: 'preact',
  })
  return Object.fromEntries(LAZY.map(name => [name, './' + path.basename(entry(result, path.basename(lazyFile(name))))]))
}

async function buildWidget() {
  const [{ loader, watching, check }, lazy] = await Promise.all([buildLoader(), buildLazy()])
  const app = await build({
    ...common, absWorkingDir: root, entryPoints: { app: path.join(widget, 'src/main.tsx') }, outdir: path.join(out, 'widget'), entryNames: '[name]-[hash]',
    format: 'esm', plugins: [slim, cssText], define: { LAZY_CHUNKS: JSON.stringify(lazy) }, jsx: 'automatic', jsxImportSource: 'preact', mainFields: ['browser', 'module', 'main'],
  })
  const css = await build({ ...common, absWorkingDir: root, entryPoints: { app: path.join(widget, 'src/styles/main.css') }, outdir: path.join(out, 'widget'), entryNames: '[name]-[hash]', target: ['safari15.4', 'chrome100', 'firefox100'] })
  await copyWidgetFiles()
  return { loader, watching, app: entry(app, 'main.tsx'), css: entry(css, 'main.css'), check }
}

async function copyWidgetFiles() {
  await mkdir(path.join(out, 'widget/locales'), { recursive: true })
  for (const [locale, strings] of Object.entries(await readWords('frame'))) await writeFile(path.join(out, `widget/locales/${locale}.json`), JSON.stringify(strings))
  for (const file of await readdir(path.join(widget, 'assets'))) await copyFile(path.join(widget, 'assets', file), path.join(out, file))
}

async function buildAdmin() {
  const main = path.join(root, 'admin/src/main.tsx')
  if (!existsSync(main)) return console.log('admin/src/main.tsx is not there yet: the desk is skipped'), {}
  const app = await build({
    ...common, absWorkingDir: root, entryPoints: { main }, outdir: path.join(out, 'admin'), entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]',
    format: 'esm', splitting: true, jsx: 'automatic', jsxImportSource: 'preact', loader: { '.svg': 'text' }, plugins: [cssText],
    alias: AS_PREACT, define: { 'process.env.NODE_ENV': '"production"' },
  })
  const sheet = path.join(root, 'admin/src/styles/main.css')
  const css = existsSync(sheet) && await build({ ...common, absWorkingDir: root, entryPoints: { main: sheet }, outdir: path.join(out, 'admin'), entryNames: '[name]-[hash]', target: ['safari15.4', 'chrome100', 'firefox100'] })
  return { app: entry(app, 'main.tsx'), ...(css ? { css: entry(css, 'main.css') } : {}) }
}

/** The manifest is written last: a running server never names a file that is not there. */
async function buildAll() {
  const began = Date.now()
  await mkdir(out, { recursive: true })
  const before = await readFile(path.join(out, 'manifest.json'), 'utf8').then(JSON.parse, () => ({}))
  const [forVisitors, forDesk] = await Promise.all([only('admin') ? before.widget : buildWidget(), only('widget') ? before.admin : buildAdmin()])
  await writeFile(path.join(out, 'manifest.json'), JSON.stringify({ widget: forVisitors ?? {}, admin: forDesk ?? {} }, null, 2) + '\n')
  await removeOlder(began)
  console.log(`built in ${Date.now() - began} ms`)
}

/** Pages that are open, and servers that have not looked at the manifest again, still ask for the last build's files. */
const KEEP = 10 * 60_000

async function removeOlder(began) {
  for (const folder of ['widget', 'admin'].filter(name => !only(name === 'widget' ? 'admin' : 'widget'))) {
    const dir = path.join(out, folder)
    for (const name of existsSync(dir) ? await readdir(dir) : []) {
      const file = path.join(dir, name)
      const { mtimeMs } = await stat(file)
      if (/-[A-Z0-9]{8}\.(js|css)$/.test(name) && mtimeMs < began - KEEP) await rm(file)
    }
  }
}

await buildAll()
if (process.argv.includes('--watch')) {
  let timer
  const again = () => { clearTimeout(timer); timer = setTimeout(() => buildAll().catch(error => console.error(error.message)), 80) }
  for (const folder of ['widget/src', 'widget/assets', 'admin/src']) if (existsSync(path.join(root, folder))) watch(path.join(root, folder), { recursive: true }, again)
  console.log('watching')
}
