// What was written in articles and not saved: it outlives a reload of the tab, and is nobody else's.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { load } from './bundle.mjs'

class Memory {
  getItem(key) { return this[key] ?? null }
  setItem(key, value) { this[key] = value }
  removeItem(key) { delete this[key] }
}
const heard = {}
Object.assign(globalThis, { location: new URL('https://desk.example/settings/answers'), addEventListener: (name, listen) => { heard[name] = listen }, document: { cookie: '' }, sessionStorage: new Memory() })
const page = () => load(`export * from './settings/answers/kept'; export { agent } from './session'`)
const ofZebra = { inboxId: 'shop', id: null, locale: 'en', title: 'Zebras?', edits: { shared: {}, words: { en: { title: 'Zebras?' } }, since: { en: 0 } } }
const asks = () => { let asked = false; heard.beforeunload({ preventDefault: () => { asked = true } }); return asked }
const ada = { id: 'ada', name: 'Ada', role: 'admin' }

beforeEach(() => { globalThis.sessionStorage = new Memory() })

test('it is there after a reload, until it is saved, and closing the page asks', async () => {
  const first = await page()
  first.agent.value = ada
  first.keepEdits(ofZebra)
  const second = await page()
  second.agent.value = ada
  assert.equal(asks(), false)
  second.recall()
  assert.deepEqual([second.keptHere.value, second.keptOf('shop', null), second.keptOf('studio', null), asks()], [[ofZebra], ofZebra, undefined, true])
  second.forget('shop', null)
  assert.deepEqual([second.keptHere.value, asks(), Object.keys(sessionStorage)], [[], false, []])
})

test('another person at this browser sees none of it', async () => {
  const there = await page()
  there.agent.value = ada
  there.keepEdits(ofZebra)
  there.agent.value = { ...ada, id: 'lee' }
  there.recall()
  assert.deepEqual([there.keptHere.value, there.keptOf('shop', null), asks()], [[], undefined, false])
})
