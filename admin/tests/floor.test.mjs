// What the floor and the desk of routing work out for themselves: who may give back, what is shown as chips, ranges.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { load } from './bundle.mjs'

const nothing = () => undefined
Object.assign(globalThis, {
  window: globalThis, location: new URL('https://desk.example/desk'), setInterval: () => 0, addEventListener: nothing, removeEventListener: nothing,
  localStorage: { getItem: () => null, setItem: nothing, removeItem: nothing },
  document: { documentElement: { dataset: {}, lang: '' }, cookie: '', addEventListener: nothing },
})
let desk
before(async () => {
  desk = await load(`
    export * from './desk/rights'; export { wanted } from './desk/Wants'; export * from './desk/floor/words'; export { places, stateOf } from './desk/floor/People';
    export { offered, secondsLeft } from './desk/offered'; export { state } from './desk/store'; export { now } from './ui/clock'; export { clockSkew } from './api';
    export { addStrings } from './i18n'`)
  const own = async () => ({ default: { floor: { range: '{low}–{high} min', range_one: 'about {high} min', range_under: 'under {high} min', away_missed: 'Away, missed', away_and: '{away}. {talked}', longest_silence: 'Silent for {visitor}', no_silence: 'Nobody waits' } } })
  await desk.addStrings({ en: own, 'zh-CN': own, 'zh-TW': own })
})

const ann = { id: 'ann', role: 'agent' }
const lee = { id: 'lee', role: 'team_leader' }
const talk = { id: 'c1', status: 'open', kind: 'live', assignee: { type: 'agent', id: 'ann' }, handed_by: 'ben', visitor: { tags: [] } }
const handed = { kind: 'activity', author: { type: 'system' } }
const says = type => ({ kind: 'text', author: { type } })

test('what was just handed to me can be given back until I say a word', () => {
  assert.equal(desk.mayRefuse(talk, [says('agent'), handed], ann), true)
  assert.equal(desk.mayRefuse(talk, [handed, says('visitor')], ann), true)
  assert.equal(desk.mayRefuse(talk, [handed, says('agent'), says('visitor')], ann), false)
  assert.equal(desk.mayRefuse({ ...talk, handed_by: null }, [handed], ann), false)
  assert.equal(desk.mayRefuse(talk, [handed], lee), false)
  assert.equal(desk.mayRefuse(talk, [], ann), false, 'nothing is known of the log yet')
})

test('who leads whispers to the agent who answers, never to themselves', () => {
  assert.equal(desk.mayWhisper(talk, lee), true)
  assert.equal(desk.mayWhisper(talk, ann), false)
  assert.equal(desk.mayWhisper({ ...talk, assignee: { type: 'agent', id: 'lee' } }, lee), false)
  assert.equal(desk.mayWhisper({ ...talk, assignee: { type: 'bot', id: null } }, lee), false)
})

test('chips say each thing once: a tag that is the priority is not said again', () => {
  const one = { ...talk, priority: 'vip', team: { id: 't', name: 'Returns' }, needs: [{ skill_id: 's', name: '中文', level: 2 }, { skill_id: 'gone', name: '', level: 1 }], tags: ['VIP', 'gold'], visitor: { tags: ['gold', 'shop'] } }
  assert.deepEqual(desk.wanted(one), ['Returns', '中文', 'gold', 'shop'])
  assert.deepEqual(desk.wanted(talk), [])
})

test('a range is told in whole minutes around its seconds', () => {
  assert.equal(desk.rangeText([180, 360]), '3–6 min')
  assert.equal(desk.rangeText([200, 350]), '3–6 min')
  assert.equal(desk.rangeText([20, 50]), 'under 1 min')
  assert.equal(desk.rangeText([0, 0]), 'under 1 min')
  assert.equal(desk.rangeText([0, 60.4]), 'under 1 min', 'as the visitor reads it: a fraction of a second is no minute')
  assert.equal(desk.rangeText([120, 120]), 'about 2 min')
})

test('the seconds that are left are those of the server, whose clock may not be ours', () => {
  const until = new Date(desk.now.value + 20_000).toISOString()
  const one = { ...talk, waiting: true, offer: { agent_id: 'ann', until } }
  assert.equal(desk.secondsLeft(one), 20)
  desk.clockSkew.value = 12_000 // ours is slow: the server is further
  assert.equal(desk.secondsLeft(one), 8)
  desk.clockSkew.value = 60_000
  assert.equal(desk.secondsLeft(one), 0)
  desk.clockSkew.value = 19_600
  assert.equal(desk.secondsLeft(one), 1, 'not over yet')
  desk.clockSkew.value = -900 // `now` ticks once a second: an offer of 20 seconds is never one of 21
  assert.equal(desk.secondsLeft(one), 20)
  desk.clockSkew.value = 0
})

test('of several offers the one whose time is over first is asked; what is offered to others is not mine', () => {
  const offer = (id, agent_id, until) => ({ ...talk, id, waiting: true, assignee: null, offer: { agent_id, until } })
  const conversations = { a: offer('a', 'ann', '2026-11-23T10:00:30Z'), b: offer('b', 'ann', '2026-11-23T10:00:20Z'), c: offer('c', 'ben', '2026-11-23T10:00:10Z') }
  desk.state.value = { ...desk.state.value, me: ann, conversations }
  assert.equal(desk.offered.value.id, 'b')
  desk.state.value = { ...desk.state.value, conversations: { c: conversations.c } }
  assert.equal(desk.offered.value, null)
})

test('a clock that is not the reader\'s is named', () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(desk.elsewhere(own, '2026-11-28T09:00:00Z'), '');
  const far = own === 'Asia/Shanghai' ? ['Asia/Tokyo', /^Japan/] : ['Asia/Shanghai', /^China/];
  assert.match(desk.elsewhere(far[0], '2026-11-28T09:00:00Z'), far[1]);
})

test('the hours of a place are said by the reader\'s clock, where whole hours are between them', () => {
  const at = '2026-11-28T09:00:00Z'
  assert.equal(desk.hoursAhead('UTC', at), -new Date(at).getTimezoneOffset() / 60 + 0)
  assert.equal(desk.hoursAhead('Asia/Kathmandu', at), null)
})

test('places are those of whoever is given conversations or has some; being asked takes none', () => {
  const post = (presence, open, here = true) => ({ here, load: open + 1, talks: [], agent: { presence, open_conversations: open, capacity: 5 } })
  assert.deepEqual(desk.places([post('online', 0), post('away', 1), post('away', 0), post('offline', 0), post('online', 2, false)]), { load: 3, capacity: 15 })
})

test('why somebody is away is said beside whom they keep waiting', () => {
  const post = (more) => ({ here: true, load: 1, talks: [{ id: 'c', visitor: 'Yuki' }], silence: null, agent: { presence: 'away', away_reason: 'missed_offer', away_since: '2026-11-28T09:00:00Z' }, ...more })
  assert.equal(desk.stateOf(post()), 'Away, missed')
  assert.equal(desk.stateOf(post({ silence: { since: '2026-11-28T09:00:00Z', visitor: 'Yuki' } })), 'Away, missed. Silent for Yuki')
  assert.equal(desk.stateOf(post({ agent: { presence: 'online' } })), 'Nobody waits')
})
