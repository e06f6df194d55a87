// The log's promise: whatever order events and pages come in, what is shown is 1, 2, 3 … without gap and without double.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amend, caughtUp, cursor, emptyLog, hasGap, receive, startCatchingUp, type Log } from '../src/core/log'
import type { Message } from '../src/wire/types'

const message = (seq: number, text = `message ${seq}`): Message => ({ id: `m${seq}`, conversation_id: 'c', seq, client_id: null, kind: 'text', author: { type: 'agent', name: 'Ann', face: null }, text, data: null, created_at: '2026-11-23T10:00:00Z' })
const seqs = (log: Log): number[] => log.messages.map(one => one.seq)

/** A small generator of its own, so that a failure can be repeated. */
function random(seed: number): () => number {
  return () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
}

test('messages in order are shown at once', () => {
  const log = [1, 2, 3].map(n => message(n)).reduce(receive, emptyLog())
  assert.deepEqual(seqs(log), [1, 2, 3])
})

test('a message after a gap is held back until the gap is filled', () => {
  const early = receive(receive(emptyLog(), message(1)), message(3))
  assert.deepEqual(seqs(early), [1])
  assert.ok(hasGap(early))
  const filled = receive(early, message(2))
  assert.deepEqual(seqs(filled), [1, 2, 3])
  assert.ok(!hasGap(filled))
})

test('live events wait until catching up has ended', () => {
  let log = receive(startCatchingUp(emptyLog()), message(1))
  assert.deepEqual(seqs(log), [])
  log = caughtUp(log, [message(1), message(2)], false)
  assert.deepEqual(seqs(log), [1, 2])
  log = receive(log, message(3))
  assert.deepEqual(seqs(log), [1, 2])
  assert.deepEqual(seqs(caughtUp(log, [], true)), [1, 2, 3])
})

test('the same message twice is shown once, and the newer copy counts', () => {
  const log = receive(receive(emptyLog(), message(1)), message(1, 'newer'))
  assert.deepEqual(log.messages.map(one => one.text), ['newer'])
})

test('a changed card changes in its place, also while it is held back', () => {
  assert.equal(amend(receive(emptyLog(), message(1)), message(1, 'rated')).messages[0]!.text, 'rated')
  assert.equal(amend(receive(emptyLog(), message(2)), message(2, 'rated')).held[0]!.text, 'rated')
})

test('any order, any loss, any double: after a sync everything is there once, in order', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const next = random(seed)
    const count = 1 + Math.floor(next() * 12)
    let log = emptyLog()
    for (let step = 0; step < count * 3; step++) {
      const seq = 1 + Math.floor(next() * count)
      if (next() < 0.2) log = startCatchingUp(log)
      log = next() < 0.7 ? receive(log, message(seq)) : caughtUp(log, pageAfter(log, count, 3), next() < 0.5)
      assert.deepEqual(seqs(log), Array.from({ length: cursor(log) }, (_, i) => i + 1), `seed ${seed}`)
    }
    log = caughtUp(log, pageAfter(log, count, count), true)
    assert.deepEqual(seqs(log), Array.from({ length: count }, (_, i) => i + 1), `seed ${seed}`)
    assert.ok(!hasGap(log), `seed ${seed}`)
  }
})

const pageAfter = (log: Log, count: number, most: number): Message[] => Array.from({ length: Math.min(most, count - cursor(log)) }, (_, i) => message(cursor(log) + 1 + i))
