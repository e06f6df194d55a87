// A message that failed keeps its place, however much is said after it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Item } from '../src/core/outbox'
import { below } from '../src/features/talk/unsent'

const item = (state: Item['state'], after_seq?: number): Item =>
  ({ client_id: state, conversation_id: 'c', kind: 'text', text: state, state, tries: 1, created_at: '', ...(after_seq === undefined ? {} : { after_seq }) })
const places = (one: Item, end: number): number[] => Array.from({ length: end + 1 }, (_, seq) => seq).filter(seq => below([one], seq, end).length)

test('what failed stands below the message it was written under, what is on its way at the end', () => {
  assert.deepEqual(places(item('failed', 2), 30), [2])
  assert.deepEqual(places(item('failed', 0), 30), [0])
  assert.deepEqual(places(item('sending', 2), 30), [30])
  assert.deepEqual(places(item('waiting', 2), 30), [30])
})

test('before the log has caught up, and where it is not known, it stands at the end', () => {
  assert.deepEqual(places(item('failed', 20), 3), [3])
  assert.deepEqual(places(item('failed'), 3), [3])
})
