// Text typed and not sent, in two tabs of one browser: neither takes away what the other has typed.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { load } from './bundle.mjs'

globalThis.location = { pathname: '/desk' }
const desk = await load(`export { draft, keepDraft, begun, loadDrafts } from './desk/drafts'`)

class Memory {
  getItem(key) { return this[key] ?? null }
  setItem(key, value) { this[key] = value }
  removeItem(key) { delete this[key] }
}

let tabs
beforeEach(() => {
  globalThis.localStorage = new Memory()
  tabs = { first: new Memory(), second: new Memory() }
})

/** From here on Ann is in this tab. */
const goTo = tab => { globalThis.sessionStorage = tabs[tab] ??= new Memory() }
const types = (text, before = '') => desk.keepDraft('c1', 'reply', text, before)
const sends = text => types('', text)
const text = () => desk.draft('c1', 'reply')

test('what one tab sends leaves what the other has typed', () => {
  goTo('first')
  types('One moment, I look it up')
  goTo('second')
  types('Hello')
  sends('Hello')
  goTo('first')
  desk.loadDrafts()
  assert.equal(text(), 'One moment, I look it up')
  assert.ok(desk.begun.value.has('c1'))
})

test('what is typed in one tab does not replace what the other has typed', () => {
  goTo('first')
  types('One moment')
  goTo('second')
  types('Hello')
  goTo('first')
  assert.equal(text(), 'One moment')
  sends('One moment')
  goTo('second')
  assert.equal(text(), 'Hello')
})

test('what a closed tab left is there in the next one, and gone once it is sent', () => {
  goTo('first')
  types('One moment')
  goTo('third')
  assert.equal(text(), 'One moment')
  sends('One moment')
  assert.equal(text(), '')
  goTo('fourth')
  assert.equal(text(), '')
})

test('a field that was emptied by sending does not fill with what another tab typed', () => {
  goTo('first')
  types('One moment')
  goTo('second')
  types('Hello')
  goTo('first')
  sends('One moment')
  assert.equal(text(), '')
  desk.loadDrafts()
  assert.ok(!desk.begun.value.has('c1'))
})
