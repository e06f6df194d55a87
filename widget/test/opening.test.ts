// Sentences about the opening stand beside each other as each language wants it, and none is said twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '../src/features/sentences'
import { clock, day, speak } from '../src/core/i18n'
import { closedLine, openingLine } from '../src/views/opening'

test('a full-width stop brings its own space', () => {
  assert.equal(sentences('We open Monday at 09:00.', 'Leave a message.'), 'We open Monday at 09:00. Leave a message.')
  assert.equal(sentences('星期一 09:00 开始接待。', '请留言。'), '星期一 09:00 开始接待。请留言。')
})

test('where no opening is known nothing is said of it', () => {
  const never = { open: false, opens_at: null, closes_at: null, time_zone: 'UTC', always_open: false, week: {}, exceptions: [] }
  assert.equal(sentences(closedLine(never), 'Leave a message.'), 'Leave a message.')
})

test('the opening is said by the visitor\'s own clock, wherever the shop is', () => {
  const zone = new Date().getTimezoneOffset() === 0 ? 'Asia/Shanghai' : 'UTC'
  const opens_at = new Date(Date.now() + 36e5).toISOString()
  const hours = { open: false, opens_at, closes_at: null, time_zone: zone, always_open: false, week: {}, exceptions: [] }
  speak('en', { closed_until_yours: '{day} at {time} yours', closed_until: '{day} at {time}', opens: '{day}, {time}', today: 'today', tomorrow: 'tomorrow' })
  assert.equal(openingLine(hours), `${day(opens_at)}, ${clock(opens_at)}`)
  assert.equal(closedLine(hours), `${day(opens_at)} at ${clock(opens_at)} yours`)
  const own = { ...hours, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
  assert.equal(closedLine(own), `${day(opens_at)} at ${clock(opens_at)}`, 'in the same place nobody is told whose time it is')
})
