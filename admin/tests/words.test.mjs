// Three languages, complete: the same keys, the same blanks to fill, and every key that the code asks for.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { load } from './bundle.mjs'

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src')
const OTHERS = ['settings', 'setup', 'invite']

function flatten(tree, prefix = '', into = {}) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into[prefix + key] = value
    else flatten(value, `${prefix}${key}.`, into)
  }
  return into
}

const words = async locale => flatten(JSON.parse(await readFile(path.join(src, 'locales', `${locale}.json`), 'utf8')))
const singular = key => key.replace(/\.(one|other)$/, '')
const blanks = text => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

for (const locale of ['zh-CN', 'zh-TW']) {
  test(`${locale} says everything that English says`, async () => {
    const [english, other] = [await words('en'), await words(locale)]
    const keys = all => [...new Set(Object.keys(all).map(singular))].sort()
    assert.deepEqual(keys(other), keys(english))
    for (const [key, text] of Object.entries(other)) {
      if (!english[key] || key.startsWith('time.')) continue
      assert.deepEqual(blanks(text), blanks(english[key]), `${locale} ${key}`)
    }
  })
}

test('every key that the code asks for is there, and none is left over', async () => {
  const files = (await readdir(src, { recursive: true })).filter(file => /\.tsx?$/.test(file) && !OTHERS.includes(file.split(path.sep)[0]))
  const code = (await Promise.all(files.map(file => readFile(path.join(src, file), 'utf8')))).join('\n')
  const known = new Set(Object.keys(await words('en')).map(singular))
  const areas = new Set([...known].map(key => key.split('.')[0]))
  const asked = new Set([...code.matchAll(/["`]([a-z_]+\.[a-z_.]+)["`]/g)].map(found => found[1]).filter(key => areas.has(key.split('.')[0])))
  const begun = [...code.matchAll(/`([a-z_]+\.[a-z_.]*)\$\{/g)].map(found => found[1])
  assert.deepEqual([...asked].filter(key => !known.has(key)), [], 'asked for and not there')
  assert.deepEqual([...known].filter(key => !asked.has(key) && !begun.some(start => key.startsWith(start))), [], 'there and not asked for')
})

test('Chinese has a space beside figures and names in Latin, none between its own signs', async () => {
  const { addStrings, t } = await load(`export * from './i18n'`)
  const own = async () => ({ default: { state: '已接待 {time}', by: '由 {name} 接待', two: '{name} {time}', tight: '{time}由{name}接待' } })
  await addStrings({ en: own, 'zh-CN': own, 'zh-TW': own })
  assert.equal(t('state', { time: '不到 1 分钟' }), '已接待不到 1 分钟')
  assert.equal(t('state', { time: '5 分钟' }), '已接待 5 分钟')
  assert.equal(t('by', { name: '王 小明' }), '由王 小明接待')
  assert.equal(t('by', { name: 'Ann' }), '由 Ann 接待')
  assert.equal(t('tight', { name: 'Ann', time: '02:14' }), '02:14 由 Ann 接待')
  assert.equal(t('tight', { name: '安安', time: '昨天' }), '昨天由安安接待')
  assert.equal(t('two', { name: 'Ann', time: '5' }), 'Ann 5')
})
