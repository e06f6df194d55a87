import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStanding } from '../src/features/talk/drafted'

const CARD = { conversation_id: 'c', seq: 4 }
const draft = (more: object = {}) => ({ conversation_id: 'c', after_seq: 4, text: '', at: 1000, ...more })

test('an answer is seen from its first moment until it ends', () => {
  assert.equal(isStanding(draft(), CARD, 2000), true)
  assert.equal(isStanding(draft({ text: 'Yes. [1]' }), CARD, 2000), true)
  assert.equal(isStanding(draft({ text: null }), CARD, 2000), false)
  assert.equal(isStanding(null, CARD, 2000), false)
})

test('whatever was said since takes its place, the stored answer first', () => {
  assert.equal(isStanding(draft(), { conversation_id: 'c', seq: 5 }, 2000), false)
  assert.equal(isStanding(draft(), { conversation_id: 'c', seq: 3 }, 2000), false)
  assert.equal(isStanding(draft(), { conversation_id: 'other', seq: 4 }, 2000), false)
  assert.equal(isStanding(draft(), undefined, 2000), false)
})

test('one whose end was lost is forgotten', () => assert.equal(isStanding(draft(), CARD, 61_001), false))
