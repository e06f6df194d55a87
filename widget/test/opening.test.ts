// Sentences about the opening stand beside each other as each language wants it, and none is said twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '../src/features/sentences'
import { closedLine } from '../src/views/opening'

test('a full-width stop brings its own space', () => {
  assert.equal(sentences('We open Monday at 09:00.', 'Leave a message.'), 'We open Monday at 09:00. Leave a message.')
  assert.equal(sentences('星期一 09:00 开始接待。', '请留言。'), '星期一 09:00 开始接待。请留言。')
})

test('where no opening is known nothing is said of it', () => {
  const never = { open: false, opens_at: null, closes_at: null, time_zone: 'UTC', always_open: false, week: {}, exceptions: [] }
  assert.equal(sentences(closedLine(never), 'Leave a message.'), 'Leave a message.')
})
