// Tags are kept as the server keeps them, so that what is typed twice is not sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from './bundle.mjs'

const { tidy, without } = await load(`export { tidy, without } from './desk/tag-list'`)

test('tags are trimmed and each once, whatever its case', () => {
  assert.deepEqual(tidy([' VIP ', 'vip', 'big  spender', '', '退款']), ['VIP', 'big spender', '退款'])
  assert.deepEqual(without(['VIP', 'press'], 'vip'), ['press'])
})
