// What the desk says of a conversation: why it is here, how it wants to be answered, who may step in, what was said last.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { load } from './bundle.mjs'

const nothing = () => undefined
Object.assign(globalThis, {
  window: globalThis, setInterval: () => 0, location: new URL('https://desk.example/desk'), addEventListener: nothing, removeEventListener: nothing,
  localStorage: { getItem: () => null, setItem: nothing, removeItem: nothing }, matchMedia: () => ({ matches: false, addEventListener: nothing })
})
Object.assign(globalThis.document ??= {}, { documentElement: { dataset: {}, lang: '' }, cookie: '', addEventListener: nothing, removeEventListener: nothing })

let desk
const words = locale => JSON.parse(readFileSync(new URL(`../src/locales/${locale}.json`, import.meta.url)))
before(async () => {
  desk = await load(`
    export { addStrings } from './i18n'; export { activityText, whyText } from './desk/activity'; export { wantsCall } from './desk/callback';
    export { cameFrom } from './desk/why/bar'; export { isAnothers, mayClaim, mayTakeOver } from './desk/rights'; export { nextInLine } from './desk/actions'; export { state } from './desk/store'; export { exchangesOf } from './desk/exchanges'; export { preview } from './desk/preview'; export { taggedSo, wanted } from './desk/Wants'`)
  await desk.addStrings({ en: async () => ({ default: words('en') }), 'zh-CN': async () => ({ default: words('zh-CN') }), 'zh-TW': async () => ({ default: words('zh-TW') }) })
})

const AT = '2026-11-23T08:00:00.000Z'
const LATER = '2026-11-23T08:05:00.000Z'
const [ann, ben] = ['Ann', 'Ben'].map(name => ({ type: 'agent', id: name.toLowerCase(), name, face: null }))
const vic = { id: 'vic', name: 'Vic', label: 'Vic', email: null, tags: [] }
const talk = (more = {}) => ({ id: 'c1', kind: 'live', status: 'open', assignee: ann, waiting: false, queue: null, created_at: AT, assigned_at: AT, topic: 'Where is it?', last_message: null, visitor: vic, priority: 'normal', tags: [], needs: [], team: null, ...more })
const activity = (data, seq = 1) => ({ seq, kind: 'activity', text: '', author: { type: 'system' }, created_at: AT, data })
const form = data => ({ seq: 1, kind: 'form', text: 'Forty tins', author: vic, created_at: AT, data })
const left = (visitor = vic) => talk({ kind: 'offline', assignee: null, waiting: true, visitor })

test('who left a number is called; who left an address is written to; nobody is said to have been away', () => {
  const called = [form({ name: 'Vic', email: '', phone: '+8613800138000' })]
  assert.equal(desk.whyText(left(), called), 'Left instead of waiting. Call +8613800138000, then resolve it.')
  assert.ok(desk.wantsCall(left({ ...vic, email: 'vic@example.org' }), called), 'the form says more than an address of before')
  const written = [form({ name: 'Vic', email: 'vic@example.org' })]
  assert.equal(desk.whyText(left(), written), 'Left as a message. Answer by e-mail, then resolve it.')
})

test('before the form is known, who has no address asked for a call', () => {
  assert.ok(desk.wantsCall(left(), []))
  assert.equal(desk.whyText(left(), []), 'Left instead of waiting. Call back, then resolve it.')
  assert.equal(desk.wantsCall(left({ ...vic, email: 'vic@example.org' }), []), false)
  assert.equal(desk.wantsCall(talk(), []), false)
})

test('the bar speaks to who reads it', () => {
  const accepted = [activity({ activity: 'assigned', agent: ann, reason: 'accepted', waited_seconds: 143 })]
  assert.match(desk.whyText(talk(), accepted, 'ann'), /^You accepted this at .+, after 2:23 in line\.$/)
  assert.match(desk.whyText(talk(), accepted, 'ben'), /^Ann accepted this at .+, after 2:23 in line\.$/)
  const claimed = [activity({ activity: 'assigned', agent: ann, reason: 'claimed' })]
  assert.match(desk.whyText(talk(), claimed, 'ann'), /^You took this at .+\.$/)
})

test('who gave it on reads that they did', () => {
  const handed = [activity({ activity: 'assigned', agent: ben, from: ann, reason: 'transferred' })]
  assert.match(desk.whyText(talk({ assignee: ben }), handed, 'ann'), /^You gave this to Ben at /)
  assert.match(desk.whyText(talk({ assignee: ben }), handed, 'lee'), /^Ann gave this to Ben at /)
  const assigned = [activity({ activity: 'assigned', agent: ben, by: ann, reason: 'assigned' })]
  assert.match(desk.whyText(talk({ assignee: ben }), assigned, 'ann'), /^You assigned this to Ben at /)
})

test('who gave it back is named', () => {
  const log = [activity({ activity: 'assigned', agent: ben, from: ann, reason: 'transferred' }, 1), activity({ activity: 'assigned', agent: ann, reason: 'refused' }, 2)]
  assert.match(desk.whyText(talk(), log, 'ann'), /^Ben gave this back to you at /)
  assert.match(desk.whyText(talk(), log, 'lee'), /^Ben gave this back to Ann at /)
})

test('what was changed afterwards does not hide how it came to the one who has it', () => {
  const told = (...kinds) => kinds.map((kind, at) => ({ number: 9 - at, kind, data: { agent: { id: 'ann', name: 'Ann' } } }))
  assert.equal(desk.cameFrom(talk(), told('priority_changed', 'needs_changed', 'given', 'went_ahead')).kind, 'given')
  assert.equal(desk.cameFrom(talk(), told('priority_changed', 'accepted', 'priority_changed', 'offered')).kind, 'offered')
  const [accepted, foreign] = told('accepted', 'offered')
  assert.equal(desk.cameFrom(talk(), [accepted, { ...foreign, data: { agent: { id: 'ben', name: 'Ben' } } }]).kind, 'accepted')
  assert.equal(desk.cameFrom(talk({ assignee: { type: 'bot', id: null } }), told('transferred', 'given')).kind, 'transferred')
})

test('who leads may take over what a colleague has, nobody else', () => {
  const may = (one, id, role) => desk.mayTakeOver(one, { id, role })
  assert.deepEqual([may(talk(), 'lee', 'team_leader'), may(talk(), 'ada', 'admin'), may(talk(), 'ben', 'agent')], [true, true, false])
  assert.equal(may(talk({ assignee: { type: 'agent', id: 'lee' } }), 'lee', 'team_leader'), false)
  assert.equal(may(talk({ status: 'resolved' }), 'lee', 'team_leader'), false)
  assert.equal(may(talk({ assignee: null, waiting: true }), 'lee', 'team_leader'), false)
})

test('a reminder is what was said last; what the bot said before a person came is not', () => {
  const card = at => ({ kind: 'card', author: { type: 'bot' }, text: 'Are you still there?', created_at: at })
  assert.equal(desk.preview(talk({ last_message: card(LATER) }), 'ann'), 'Bot: Are you still there?')
  assert.equal(desk.preview(talk({ last_message: card(AT), assigned_at: LATER }), 'ann'), 'Where is it?')
})

test('a tag that says the priority says it for the head too', () => {
  assert.ok(desk.taggedSo(talk({ priority: 'vip', visitor: { ...vic, tags: ['VIP'] } })))
  assert.equal(desk.taggedSo(talk({ priority: 'vip' })), false)
})

test('why the bot handed over is said as it was, a flow by its name', () => {
  const said = (reason, notes = []) => desk.activityText(activity({ activity: 'queued', by: 'bot', reason }), notes, 'ann').replace(/ at .*/, '')
  assert.deepEqual(['asked', 'misses', 'flow', undefined].map(reason => said(reason)),
    ['Asked the bot for a person', 'The bot could not answer and handed over', 'A flow handed over', 'The bot asked for a person'])
  assert.equal(said('flow', [{ kind: 'note', data: { collected: { flow: 'Returns' } } }]), 'The flow “Returns” handed over')
})

test('a flow is one row of the bot\'s part, with how often an answer did not fit', () => {
  const says = text => ({ id: text, kind: 'text', author: { type: 'visitor' }, text })
  const card = (node_id, card = 'flow') => ({ id: node_id, kind: 'card', author: { type: 'bot' }, data: { card, flow_id: 'f', node_id, ask: { type: 'email' } } })
  const rows = desk.exchangesOf([says('return'), card('mail'), says('no mail'), card('mail'), says('hours?'), card('x', 'answer'), says('a@b'), card('mail'), says('vic@example.org')])
  assert.deepEqual(rows.map(({ asked, flow }) => [asked.text, flow?.refused]), [['return', 2], ['hours?', undefined]])
})

test('whom a colleague is asked about is theirs, save for who leads, and the next one comes before them', () => {
  const [me, lee] = ['agent', 'team_leader'].map(role => ({ id: 'ann', role, inbox_ids: ['shop'] }))
  const queue = (position, offer) => talk({ id: `c${position}`, inbox_id: 'shop', assignee: null, waiting: true, queue: { position }, offer, updated_at: AT })
  const bens = { agent_id: 'ben', until: LATER }
  assert.ok(desk.isAnothers(queue(1, bens), me) && !desk.mayClaim(queue(1, bens), me))
  assert.ok(desk.mayClaim(queue(1, bens), lee) && desk.mayClaim(queue(1, { ...bens, agent_id: 'ann' }), me) && desk.mayClaim(queue(1, null), me))
  const before = desk.state.value
  desk.state.value = { ...before, me, conversations: { c1: queue(1, bens), c2: queue(2, null) } }
  assert.equal(desk.nextInLine()?.id, 'c2')
  desk.state.value = before
})
