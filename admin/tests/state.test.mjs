// The desk's state: a cursor without gaps, and state before + events = what a fresh fetch says.
// A little server is played here: it keeps the truth, tells events, and answers fetches from the truth alone.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { load } from './bundle.mjs'

let desk
before(async () => {
  desk = await load(`
    export * from './state/model'; export * from './state/log'; export * from './state/reduce';
    export * from './state/fetched'; export * from './state/views'; export * from './desk/entries'; export * from './desk/preview'; export * from './uuid'`)
})

const clock = second => `2026-11-23T08:00:${String(second).padStart(2, '0')}.000Z`
const people = { ann: { type: 'agent', id: 'ann', name: 'Ann', face: 'ann' }, vic: { type: 'visitor', id: 'vic', name: 'Vic', face: null } }
const bot = { type: 'bot', id: null, name: 'Assistant', face: null }
const agent = (id, name, load = 0) => ({ id, name, role: 'agent', active: true, face: null, presence: 'online', open_conversations: load, capacity: 5, inbox_ids: ['shop'] })
const visitor = id => ({ id, inbox_id: 'shop', name: id, email: null, email_verified: false, label: id, locale: 'en', browser: null, device: null, page: null, online: true, first_seen_at: clock(0), last_seen_at: clock(0) })
const queue = position => ({ position, ahead: position - 1, estimated_wait_seconds: null, estimated_wait_range: null, agents_online: 1, waiting_since: clock(0), calculated_at: clock(0) })
const mark = () => ({ delivered_seq: 0, read_seq: 0 })

/** The truth: one shop, its conversations and messages, and the events it tells. */
class Shop {
  constructor() { this.conversations = {}; this.messages = {}; this.notes = {}; this.told = []; this.second = 0; this.joined = {} }
  tell(name, payload) { this.told.push([name, structuredClone(payload)]) }
  now() { this.second += 1; return clock(this.second) }
  open(id, who = 'vic') {
    const at = this.now()
    this.conversations[id] = { id, inbox_id: 'shop', kind: 'live', status: 'open', assignee: null, waiting: true, queue: queue(1), last_seq: 0, read_marks: { visitor: mark(), agent: mark() }, csat: null, created_at: at, updated_at: at, resolved_at: null, resolved_by: null, last_message: null, visitor: visitor(who), unread: 0, last_note_seq: 0, waiting_since: at, assigned_at: null, waited_seconds: null, first_reply_at: null, topic: null, silent_since: null, silence_told: null }
    this.messages[id] = []
    this.notes[id] = []
    this.tell('conversation_created', { conversation: this.conversations[id] })
    this.line()
  }
  line() { this.tell('queue_changed', { inbox_id: 'shop', waiting: this.waiting().map(c => ({ conversation_id: c.id, queue: c.queue })), counts: this.counts() }) }
  waiting() { return Object.values(this.conversations).filter(c => c.waiting) }
  say(id, author, text, kind = 'text', data = null) {
    const c = this.conversations[id]
    const message = { id: `${id}-${c.last_seq + 1}`, conversation_id: id, seq: c.last_seq + 1, client_id: `${id}${c.last_seq}`, kind, author, text, data, attachments: [], created_at: this.now() }
    this.messages[id].push(message)
    Object.assign(c, { last_seq: message.seq, updated_at: message.created_at })
    if (kind !== 'activity') c.last_message = { kind, author, text: text.slice(0, 200), created_at: message.created_at }
    if (author.type === 'visitor') c.unread += 1
    if (c.assignee?.type === 'agent' && author.type === 'visitor') c.silent_since ??= message.created_at
    if (author.type === 'agent' && kind === 'text') c.silent_since = c.silence_told = null
    this.tell('message_created', { message })
  }
  note(id, text) {
    const c = this.conversations[id]
    const message = { id: `${id}-n${c.last_note_seq + 1}`, conversation_id: id, seq: null, note_seq: c.last_note_seq + 1, after_seq: c.last_seq, client_id: 'n', kind: 'note', author: people.ann, text, data: null, attachments: [], created_at: this.now() }
    this.notes[id].push(message)
    c.last_note_seq += 1
    this.tell('note_created', { message })
  }
  claim(id) {
    const c = this.conversations[id]
    Object.assign(c, { assignee: people.ann, waiting: false, queue: null, waiting_since: null, assigned_at: clock(this.second), silent_since: clock(this.second), waited_seconds: 42 })
    this.say(id, { type: 'system', id: null, name: '', face: null }, 'Ann took this', 'activity', { activity: 'assigned', agent: people.ann, reason: 'claimed', waited_seconds: 42 })
    this.tell('conversation_assigned', { conversation: c, assignee: people.ann, reason: 'claimed' })
    this.line()
  }
  silent(id, told) {
    this.conversations[id].silence_told = told
    this.tell('conversation_updated', { conversation: this.conversations[id] })
    this.tell('agent_silent', { conversation: this.conversations[id], told })
  }
  read(id, by) {
    const c = this.conversations[id]
    c.read_marks[by] = { delivered_seq: c.last_seq, read_seq: c.last_seq }
    if (by === 'agent') c.unread = 0
    this.tell('read_mark_moved', { conversation_id: id, by, ...c.read_marks[by] })
  }
  resolve(id) {
    Object.assign(this.conversations[id], { status: 'resolved', resolved_at: this.now(), resolved_by: people.ann })
    this.tell('conversation_updated', { conversation: this.conversations[id] })
  }
  rename(who, name) {
    for (const c of Object.values(this.conversations)) if (c.visitor.id === who) c.visitor = { ...c.visitor, name, label: name }
    const known = Object.values(this.conversations).find(c => c.visitor.id === who)
    this.tell('visitor_updated', { visitor: known.visitor })
  }
  helped(id, seq) {
    const message = this.messages[id][seq - 1]
    message.data = { ...message.data, helpful: true }
    this.tell('message_updated', { message })
  }
  join(id, agents) {
    this.joined[id] = agents
    this.tell('joined_changed', { conversation_id: id, agents })
  }
  offer(id) {
    this.conversations[id].offer = { agent_id: 'ann', until: clock(50) }
    this.tell('conversation_offered', { conversation: this.conversations[id] })
  }
  endOffer(id, reason) {
    this.conversations[id].offer = null
    this.tell('offer_ended', { conversation_id: id, reason })
  }
  counts() { return { waiting: this.waiting().length, offline_messages: 0, mine: 0, all: 0, resolved: 0 } }
  greeting() { return { agent: agent('ann', 'Ann'), inboxes: [{ id: 'shop', key: 'k', name: 'Shop' }], agents: [agent('ben', 'Ben')], counts: this.counts() } }
  page() { return structuredClone({ conversations: Object.values(this.conversations), counts: this.counts(), next: null }) }
  sync(id, after = 0, afterNote = 0) {
    return structuredClone({ conversation: this.conversations[id], messages: this.messages[id].slice(after), notes: this.notes[id].slice(afterNote), complete: true, joined: this.joined[id] ?? [] })
  }
}

function fetched(shop, ids = Object.keys(shop.conversations)) {
  let state = desk.withGreeting(desk.EMPTY, shop.greeting())
  for (const view of ['waiting', 'mine', 'all', 'resolved']) state = desk.withPage(state, view, null, shop.page())
  for (const id of ids) state = desk.withSync(desk.withCatchUpBegun(state, id), id, shop.sync(id))
  return state
}

const applied = (state, events) => events.reduce((known, [name, payload]) => desk.applyEvent(known, name, payload, 0), state)
/** What people can see of a state. */
const seen = state => ({ conversations: state.conversations, logs: Object.fromEntries(Object.entries(state.logs).map(([id, log]) => [id, { messages: log.messages, notes: log.notes, held: log.held }])), joined: state.joined, waiting: desk.waitingCount(state, null) })

const STORIES = {
  conversation_created: shop => shop.open('c2', 'wanda'),
  message_created: shop => { shop.say('c1', people.vic, 'hello'); shop.say('c1', people.vic, 'anybody?') },
  message_updated: shop => { shop.say('c1', bot, 'Within 30 days.', 'card', { card: 'answer', title: 'Returns', helpful: null }); shop.helped('c1', 1) },
  note_created: shop => shop.note('c1', 'third bent lid'),
  conversation_assigned: shop => shop.claim('c1'),
  agent_silent: shop => { shop.claim('c1'); shop.silent('c1', 'agent'); shop.silent('c1', 'leader') },
  conversation_updated: shop => { shop.claim('c1'); shop.resolve('c1') },
  read_mark_moved: shop => { shop.claim('c1'); shop.say('c1', people.vic, 'hello'); shop.read('c1', 'agent'); shop.say('c1', people.vic, 'and?'); shop.say('c1', people.ann, 'here'); shop.read('c1', 'visitor') },
  joined_changed: shop => { shop.join('c1', [{ id: 'lee', name: 'Lee' }, { id: 'ada', name: 'Ada' }]); shop.join('c1', [{ id: 'ada', name: 'Ada' }]) },
  conversation_offered: shop => shop.offer('c1'),
  offer_ended: shop => { shop.offer('c1'); shop.endOffer('c1', 'missed') },
  queue_changed: shop => { shop.open('c2', 'wanda'); shop.conversations.c2.queue = queue(2); shop.line() },
  visitor_updated: shop => shop.rename('vic', 'Victor'),
}

for (const [event, story] of Object.entries(STORIES)) {
  test(`state before + ${event} = a fresh fetch`, () => {
    const shop = new Shop()
    shop.open('c1')
    const start = fetched(shop)
    shop.told = []
    story(shop)
    assert.ok(shop.told.some(([name]) => name === event), 'the story tells the event')
    const live = applied(start, shop.told)
    const opened = Object.keys(live.logs)
    assert.deepEqual(seen(live), seen(fetched(shop, opened)))
  })
}

test('presence_changed and inbox_updated replace what was known', () => {
  const shop = new Shop()
  const live = applied(fetched(shop), [['presence_changed', { agent: agent('ben', 'Ben', 3) }], ['presence_changed', { agent: { ...agent('ann', 'Ann', 1), presence: 'away' } }], ['inbox_updated', { inbox: { id: 'shop', key: 'k', name: 'Teas' } }]])
  assert.equal(live.agents.ben.open_conversations, 3)
  assert.equal(live.me.presence, 'away')
  assert.equal(live.inboxes[0].name, 'Teas')
})

test('an inbox that is not known yet is added', () => {
  const live = applied(fetched(new Shop()), [['inbox_updated', { inbox: { id: 'studio', key: 's', name: 'Studio' } }]])
  assert.deepEqual(live.inboxes.map(inbox => inbox.id).slice(-1), ['studio'])
  const renamed = applied(live, [['inbox_updated', { inbox: { id: 'studio', key: 's', name: 'Atelier' } }]])
  assert.equal(renamed.inboxes.length, live.inboxes.length)
  assert.equal(renamed.inboxes.at(-1).name, 'Atelier')
})

test('an agent who was deactivated is gone from the desk', () => {
  const live = applied(fetched(new Shop()), [['presence_changed', { agent: { ...agent('ben', 'Ben'), active: false } }]])
  assert.equal('ben' in live.agents, false)
})

test('an event that comes too early waits for the one before it', () => {
  const shop = new Shop()
  shop.open('c1')
  const start = fetched(shop)
  shop.told = []
  for (const text of ['one', 'two', 'three']) shop.say('c1', people.vic, text)
  const [, two, three] = shop.told
  const gap = applied(start, [three, two])
  assert.deepEqual(gap.logs.c1.messages, [])
  assert.ok(desk.hasGap(gap.logs.c1))
  const healed = desk.withSync(desk.withCatchUpBegun(gap, 'c1'), 'c1', shop.sync('c1'))
  assert.deepEqual(healed.logs.c1.messages.map(m => m.text), ['one', 'two', 'three'])
  assert.deepEqual(healed.logs.c1.held, [])
})

test('live events are held back until catch-up has ended, and then nothing is doubled', () => {
  const shop = new Shop()
  shop.open('c1')
  shop.say('c1', people.vic, 'before')
  let state = desk.withCatchUpBegun(desk.withPage(desk.withGreeting(desk.EMPTY, shop.greeting()), 'mine', null, shop.page()), 'c1')
  shop.told = []
  shop.say('c1', people.vic, 'while catching up')
  state = applied(state, [...shop.told, ...shop.told])
  assert.equal(state.logs.c1.messages.length, 0)
  const page = shop.sync('c1')
  state = desk.withSync(state, 'c1', { ...page, messages: page.messages.slice(0, 1), complete: false })
  state = applied(state, shop.told)
  assert.equal(state.logs.c1.messages.length, 1, 'the next one is held too: the page that brings it is on its way')
  state = desk.withSync(state, 'c1', { ...page, messages: page.messages.slice(1) })
  assert.deepEqual(state.logs.c1.messages.map(m => m.text), ['before', 'while catching up'])
})

test('an activity counts, and what was said last stays what a person or the bot said', () => {
  const shop = new Shop()
  shop.open('c1')
  const start = fetched(shop)
  shop.told = []
  shop.say('c1', people.vic, 'hello')
  shop.claim('c1')
  const live = applied(start, shop.told.filter(([name]) => name === 'message_created'))
  assert.equal(live.conversations.c1.last_seq, 2)
  assert.equal(live.conversations.c1.last_message.text, 'hello')
})

test('the same event twice counts once', () => {
  const shop = new Shop()
  shop.open('c1')
  const start = fetched(shop)
  shop.told = []
  shop.say('c1', people.vic, 'hello')
  const twice = applied(start, [...shop.told, ...shop.told])
  assert.equal(twice.conversations.c1.unread, 1)
  assert.equal(twice.logs.c1.messages.length, 1)
})

test('an older snapshot does not undo a newer one', () => {
  const shop = new Shop()
  shop.open('c1')
  const old = shop.page()
  const start = fetched(shop)
  shop.told = []
  shop.claim('c1')
  const late = desk.withPage(applied(start, shop.told), 'waiting', null, old)
  assert.equal(late.conversations.c1.assignee.name, 'Ann')
})

test('what was missed while away is forgotten or mended after a reconnect', () => {
  const shop = new Shop()
  shop.open('c1')
  shop.open('c2', 'wanda')
  const start = fetched(shop, ['c1'])
  shop.claim('c1')
  delete shop.conversations.c2
  let state = desk.withGreeting(start, shop.greeting())
  for (const view of ['waiting', 'mine', 'all', 'resolved']) state = desk.withPage(state, view, null, shop.page())
  state = desk.withoutUnheard(state, null)
  assert.deepEqual(Object.keys(state.conversations), ['c1'])
  assert.equal(desk.waitingCount(state, null), 0)
})

test('notes stand where they were written, and the bot folds before the first person', () => {
  const shop = new Shop()
  shop.open('c1')
  shop.say('c1', people.vic, 'opened tin?')
  shop.say('c1', bot, 'Within 30 days.', 'card', { card: 'answer' })
  shop.claim('c1')
  shop.note('c1', 'third this week')
  shop.say('c1', people.ann, 'Hi')
  const { logs } = fetched(shop)
  assert.deepEqual(desk.inReadingOrder(logs.c1).map(m => m.text), ['opened tin?', 'Within 30 days.', 'Ann took this', 'third this week', 'Hi'])
  const entries = desk.entriesOf(logs.c1, [], false)
  assert.deepEqual(entries.map(e => e.type), ['day', 'before', 'message', 'message', 'message'])
  assert.equal(entries[1].messages.length, 2)
})

test('what Vic writes while in line is meant for Ann: only the bot\'s part folds', () => {
  const shop = new Shop()
  const system = { type: 'system', id: null, name: '', face: null }
  shop.open('c1')
  shop.say('c1', people.vic, 'opened tin?')
  shop.say('c1', bot, 'Within 30 days.', 'card', { card: 'answer' })
  shop.say('c1', system, 'Asked for a person', 'activity', { activity: 'queued', by: 'visitor' })
  shop.say('c1', people.vic, 'the lid is bent too')
  shop.claim('c1')
  const entries = desk.entriesOf(fetched(shop).logs.c1, [], false)
  assert.deepEqual(entries.find(e => e.type === 'before').messages.map(m => m.text), ['opened tin?', 'Within 30 days.'])
  assert.deepEqual(entries.filter(e => e.type === 'message').map(e => e.message.text), ['Asked for a person', 'the lid is bent too', 'Ann took this'])
})

test('an outgoing message is drawn until its own message is there, never beside it', () => {
  const shop = new Shop()
  shop.open('c1')
  shop.say('c1', people.ann, 'Hi')
  const { logs } = fetched(shop)
  const out = client_id => ({ client_id, conversation_id: 'c1', kind: 'text', text: 'Hi', created_at: clock(1), failed: null })
  const kinds = outgoing => desk.entriesOf(logs.c1, outgoing, false).map(e => e.type)
  assert.deepEqual(kinds([out('c10')]), ['day', 'message'])
  assert.deepEqual(kinds([out('new')]), ['day', 'message', 'outgoing'])
})

test('who waits longest for my word stands first among mine', () => {
  const shop = new Shop()
  for (const id of ['c1', 'c2', 'c3']) { shop.open(id, id); shop.claim(id) }
  shop.say('c3', people.vic, 'I wait longest')
  shop.say('c1', people.vic, 'so do I')
  shop.say('c2', people.vic, 'and I')
  shop.say('c2', people.ann, 'I am here')
  shop.say('c1', bot, 'We ship on Mondays.', 'card')
  const state = fetched(shop)
  const groups = desk.groupsOf(state, 'mine', null, () => true)
  assert.deepEqual(groups.map(group => [group.key, group.conversations.map(one => one.id)]), [['for_you', ['c1', 'c3']], ['for_them', ['c2']]])
  assert.equal(desk.turnSince(state.conversations.c3), state.conversations.c3.assigned_at, 'a word is owed since it came to me')
  assert.equal(desk.turnSince(state.conversations.c1), state.conversations.c1.assigned_at, 'a card of the bot answers nobody')
})

test('a conversation that waits, or is mine, shows what the visitor wants; one that the bot holds shows the bot', () => {
  const shop = new Shop()
  shop.open('c1')
  shop.say('c1', people.vic, 'Where is my order?')
  shop.conversations.c1.topic = 'Where is my order?'
  shop.say('c1', bot, 'I do not know that. A person does.', 'card')
  const one = shop.conversations.c1
  assert.equal(desk.preview(one, 'ann'), 'Where is my order?')
  assert.equal(desk.preview({ ...one, waiting: false, assignee: people.ann }, 'ann'), 'Where is my order?')
  assert.equal(desk.preview({ ...one, waiting: false, assignee: bot }, 'ann'), 'list.bot')
})

test('no figure is told before the server told one', () => {
  for (const view of ['waiting', 'mine', 'all']) assert.equal(desk.countOf(desk.EMPTY, view, null), null)
  assert.equal(desk.countOf(fetched(new Shop()), 'mine', null), 0)
})

test('who comes back finds which of their talks are not theirs any more; what is over counts for nobody', () => {
  const shop = new Shop()
  for (const id of ['c1', 'c2', 'c3', 'c4']) { shop.open(id); shop.claim(id) }
  const before = { ...fetched(shop), me: agent('ann', 'Ann', 4) }
  assert.equal(desk.talksOf(before).length, 4)
  Object.assign(shop.conversations.c1, { assignee: null, waiting: true, queue: queue(1) })
  shop.conversations.c2.assignee = { type: 'agent', id: 'ben', name: 'Ben', face: null }
  shop.conversations.c3.status = 'resolved'
  assert.equal(desk.goneOn(before, fetched(shop)), 2)
  assert.equal(desk.goneOn(before, before), 0)
})

test('client ids are UUIDv7 and sort by time', () => {
  const [a, b] = [desk.uuid7(1_700_000_000_000), desk.uuid7(1_700_000_000_001)]
  assert.match(a, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.ok(a < b)
})

test('a silence shows to the agent it is told to, a colleague\'s only to who leads; a reminder is no word of the visitor', () => {
  const shop = new Shop()
  shop.open('c1')
  shop.claim('c1')
  shop.silent('c1', 'agent')
  const shown = (one, id, role) => desk.toldSilent(one, { id, role })
  const one = fetched(shop).conversations.c1
  assert.deepEqual([shown(one, 'ann', 'agent'), shown(one, 'ben', 'agent'), shown(one, 'lee', 'team_leader')], [true, false, false])
  shop.silent('c1', 'leader')
  const later = fetched(shop).conversations.c1
  assert.deepEqual([shown(later, 'ann', 'agent'), shown(later, 'ben', 'agent'), shown(later, 'lee', 'team_leader')], [true, false, true])
  shop.say('c1', people.ann, 'I am here')
  shop.say('c1', bot, 'Are you still there?', 'card', { card: 'reminder', number: 1 })
  const state = fetched(shop)
  assert.equal(shown(state.conversations.c1, 'ann', 'agent'), false)
  assert.deepEqual(desk.groupsOf(state, 'mine', null, () => true).map(group => group.key), ['for_them'])
})

test('what was handed to me waits for me, unread or not, until I have said a word', () => {
  const shop = new Shop()
  const ben = { type: 'agent', id: 'ben', name: 'Ben', face: null }
  shop.open('c1')
  shop.claim('c1')
  shop.say('c1', ben, 'One moment')
  shop.read('c1', 'agent')
  Object.assign(shop.conversations.c1, { handed_by: 'ben', assigned_at: shop.now() })
  const mine = () => { const state = fetched(shop); return [desk.groupsOf(state, 'mine', null, () => true)[0].key, desk.handedUnsaid(state.conversations.c1), desk.callsForMe(state)] }
  assert.deepEqual(mine(), ['for_you', true, 1])
  shop.say('c1', people.ann, 'Ann here')
  assert.deepEqual(mine(), ['for_them', false, 0])
  Object.assign(shop.conversations.c1, { assigned_at: shop.now() }) // back to Ann by way of Ben: her word is of before
  assert.deepEqual(mine(), ['for_you', true, 1])
  shop.say('c1', bot, 'Are you still there?', 'card', { card: 'reminder', number: 1 })
  assert.equal(desk.handedUnsaid(fetched(shop).conversations.c1), false)
})
