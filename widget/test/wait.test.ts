// What a visitor is told of the wait: from the arrival on, in whole minutes, the same figure that the desk shows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speak, waitRange } from '../src/core/i18n'
import { tellAt } from '../src/core/wait'
import type { Queue } from '../src/wire/types'

speak('en', { wait_under: 'under {n} min', wait_range: '{from}–{to} min', minutes_other: '{n} min', minutes_one: '{n} min' })

const CAME = Date.parse('2026-11-27T09:00:00.000Z')
const iso = (ms: number): string => new Date(CAME + ms).toISOString()
const told = (range: [number, number], calculated: number, now: number): string =>
  waitRange(tellAt({ waiting_since: iso(0), calculated_at: iso(calculated), estimated_wait_range: range } as Queue, CAME + now)!.total)

test('worked out a blink after the arrival it is not a minute more', () => {
  assert.equal(told([1, 26], 171, 200), 'under 1 min')
  assert.equal(told([30, 60], 171, 20_000), 'under 1 min')
  assert.equal(told([60, 180], 171, 1_000), '1–3 min')
  assert.equal(told([60, 180], 4_000, 5_000), '1–3 min')
})

test('what is told first holds for its minute, then the range begins anew', () => {
  assert.equal(told([1, 26], 171, 59_000), 'under 1 min')
  assert.equal(told([60, 120], 171, 121_000), '3–5 min')
})

test('worked out later it is what was waited and what is left', () => {
  assert.equal(told([1, 26], 100_000, 101_000), '1–3 min')
  assert.equal(told([1, 18], 100_000, 101_000), '1–2 min')
})

test('a fraction of a second is no minute', () => {
  assert.equal(waitRange([0, 60.4]), 'under 1 min')
  assert.equal(waitRange([59.7, 119]), '1–2 min')
})
