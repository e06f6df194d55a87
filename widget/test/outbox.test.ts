// What happens to something the server did not take, and what is shown of it meanwhile.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emailFault } from '../src/core/fields'
import { uuid7 } from '../src/core/ids'
import { change, judge, nextItem, stillMeant, unsent, without, type Item } from '../src/core/outbox'
import type { Message } from '../src/wire/types'

const item = (patch: Partial<Item> = {}): Item => ({ client_id: 'a', conversation_id: 'c', kind: 'text', text: 'Hello', state: 'waiting', tries: 1, created_at: '', ...patch })
const fault = (code: string, retry_after?: number) => ({ code, message: '', ...(retry_after === undefined ? {} : { retry_after }) })

test('without a network it waits and is never given up', () => {
  assert.deepEqual(judge(item({ tries: 99 }), fault('offline')), { kind: 'later', after: 0 })
})

test('too fast: the server says when', () => {
  assert.deepEqual(judge(item(), fault('rate_limited', 8)), { kind: 'later', after: 8 })
  assert.deepEqual(judge(item(), fault('rate_limited', 0)), { kind: 'later', after: 1 })
})

test('what may pass is tried three times, what cannot is shown as failed at once', () => {
  assert.equal(judge(item({ tries: 2 }), fault('storage_unavailable')).kind, 'again')
  assert.equal(judge(item({ tries: 3 }), fault('storage_unavailable')).kind, 'failed')
  assert.equal(judge(item(), fault('text_too_long')).kind, 'failed')
})

test('a wish for a person that is refused is over, and one that could not go out is not carried to a later visit', () => {
  assert.equal(judge(item({ kind: 'human' }), fault('outside_business_hours')).kind, 'drop')
  assert.equal(judge(item({ kind: 'human', tries: 3 }), fault('timeout')).kind, 'drop')
  assert.equal(judge(item({ kind: 'human' }), fault('offline')).kind, 'later')
  const at = Date.parse('2026-11-02T09:00:00Z')
  const asked = item({ kind: 'human', created_at: '2026-11-02T08:50:00Z' })
  assert.deepEqual([stillMeant(asked, at), stillMeant(asked, at + 3_600_000), stillMeant({ ...asked, kind: 'text' }, at + 3_600_000)], [true, false, true])
})

test('a conversation that is no longer ours is left, the words are not', () => {
  assert.equal(judge(item(), fault('not_found')).kind, 'forget')
  assert.equal(judge(item({ conversation_id: null }), fault('not_found')).kind, 'failed')
})

test('in the order in which they were written, past what failed', () => {
  const items = [item({ client_id: 'a', state: 'failed' }), item({ client_id: 'b' }), item({ client_id: 'c' })]
  assert.equal(nextItem(items)!.client_id, 'b')
  assert.equal(nextItem(change(items, 'a', { state: 'waiting' }))!.client_id, 'a')
  assert.deepEqual(without(items, 'b').map(one => one.client_id), ['a', 'c'])
})

test('shown until the log has it, in its own conversation only', () => {
  const items = [item({ client_id: 'a' }), item({ client_id: 'b', conversation_id: null }), item({ client_id: 'd', conversation_id: 'other' }), item({ client_id: 'h', kind: 'human' })]
  const stored = [{ client_id: 'a' }] as Message[]
  assert.deepEqual(unsent(items, [], 'c').map(one => one.client_id), ['a', 'b'])
  assert.deepEqual(unsent(items, stored, 'c').map(one => one.client_id), ['b'])
})

test('a client_id is a UUIDv7 and sorts by time', () => {
  const ids = [1, 2, 3].map(n => uuid7(1_700_000_000_000 + n))
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(new Set(Array.from({ length: 1000 }, () => uuid7())).size, 1000)
})

test('an address: what is wrong with it is said', () => {
  assert.deepEqual(['', 'wanda', '@shop.example', 'wanda@', 'wanda@shop', 'wanda@shop.', 'wanda@shop.example'].map(emailFault), ['email_missing', 'email_no_at', 'email_before_at', 'email_after_at', 'email_after_at', 'email_after_at', undefined])
})
