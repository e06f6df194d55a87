// The table of hours: a holiday of the coming seven days stands in the place of its weekday, with its name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rows, type Range } from '../src/features/week'
import type { Hours } from '../src/wire/types'

const workday: Range[] = [['09:00', '18:00']]
const allDay: Range[] = [['00:00', '24:00']]
const week = { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday, sat: [], sun: [] }
const shop = (part: Partial<Hours>): Hours => ({ open: false, opens_at: null, closes_at: null, time_zone: 'Asia/Shanghai', always_open: false, week, exceptions: [], ...part })
const day = (date: string, name: string, ranges: Range[] = []) => ({ date, name, ranges })
const read = (hours: Hours, now: string) => rows(hours, new Date(now)).map(({ from, to, name, ranges, today }) => [from, to, name, ranges, today])

/** In Shanghai it is Wednesday, the last of September. */
const BEFORE = '2026-09-29T17:00:00Z'

test('a usual week', () => {
  assert.deepEqual(read(shop({}), BEFORE), [[0, 4, '', workday, true], [5, 6, '', [], false]])
})

test('holidays stand in the place of their days, those after the seventh not yet', () => {
  const exceptions = ['01', '02', '03', '04', '05', '06', '07'].map(date => day(`2026-10-${date}`, 'National Day'))
  assert.deepEqual(read(shop({ exceptions }), BEFORE), [
    [0, 1, 'National Day', [], false], [2, 2, '', workday, true], [3, 6, 'National Day', [], false]])
})

test('a Saturday worked in return, and one day with no name', () => {
  const exceptions = [day('2026-10-10', 'Make-up day', workday), day('2026-10-11', '', [['10:00', '12:00'], ['13:00', '14:00']])]
  assert.deepEqual(read(shop({ exceptions }), '2026-10-08T04:00:00Z').slice(1), [
    [5, 5, 'Make-up day', workday, false], [6, 6, '', [['10:00', '12:00'], ['13:00', '14:00']], false]])
})

test('round the clock but for a holiday', () => {
  assert.deepEqual(read(shop({ always_open: true, exceptions: [day('2027-01-01', 'New Year')] }), '2027-01-01T04:00:00Z'), [
    [0, 3, '', allDay, false], [4, 4, 'New Year', [], true], [5, 6, '', allDay, false]])
})
