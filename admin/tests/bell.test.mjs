// Which tab rings for a visitor's message: none while one of them has the conversation before a person's eyes.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { load } from './bundle.mjs'

let kept
const page = new EventTarget()
const nothing = () => undefined
Object.assign(globalThis, {
  window: globalThis, location: new URL('https://desk.example/desk'), setInterval: () => 0,
  addEventListener: page.addEventListener.bind(page), removeEventListener: page.removeEventListener.bind(page),
  localStorage: { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key) },
  matchMedia: () => ({ matches: false, addEventListener: nothing }),
  document: { documentElement: { dataset: {}, lang: '' }, cookie: '', visibilityState: 'visible', hasFocus: () => false, addEventListener: nothing, removeEventListener: nothing }
})
kept = new Map()
const tab = () => load(`export { tellWhatIsSeen, watchWhatIsSeen } from './desk/bell'; export { path } from './router'`)
const [first, second] = [await tab(), await tab()]
const seen = () => kept.get('deskbell.seen') ?? null

function has(focus, one, conversation) {
  document.hasFocus = () => focus
  one.path.value = `/desk/mine/${conversation}`
  one.tellWhatIsSeen()
}

beforeEach(() => {
  for (const one of [first, second]) has(false, one, '')
  kept.clear()
})

test('a tab that is closed while it has the focus leaves nothing silent', () => {
  const stop = first.watchWhatIsSeen()
  has(true, first, 'c1')
  assert.equal(seen(), 'c1')
  page.dispatchEvent(new Event('pagehide'))
  assert.equal(seen(), null)
  page.dispatchEvent(new Event('pageshow')) // the browser kept the page, and somebody came back to it
  assert.equal(seen(), 'c1')
  stop()
})

test('who signs out sees nothing any more', () => {
  const stop = first.watchWhatIsSeen()
  has(true, first, 'c1')
  stop()
  assert.equal(seen(), null)
})

test('a tab out of sight takes back its own word and no other', () => {
  has(true, first, 'c1')
  has(false, first, 'c1')
  assert.equal(seen(), null)
  has(true, second, 'c1')
  has(false, first, 'c1') // the first one is told a second time: it lost the focus, then it was hidden
  assert.equal(seen(), 'c1')
})
