// What a host page says of its visitor and of itself always fits what the server takes.
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { identityOf, pageOf } from '../src/core/introduction'

test('name and e-mail are taken, anything else is named once and left out', () => {
  const warn = mock.method(console, 'warn', () => {})
  assert.deepEqual(identityOf({ name: 'Vic', email: 'vic@example.com' }), { name: 'Vic', email: 'vic@example.com' })
  assert.equal(warn.mock.callCount(), 0)
  assert.deepEqual(identityOf({ name: 12, email: 'vic@example.com', id: '4182', toString: 'x' }), { email: 'vic@example.com' })
  assert.equal(warn.mock.callCount(), 1)
  assert.match(String(warn.mock.calls[0]!.arguments[0]), /name, id, toString$/)
  assert.deepEqual(identityOf({ token: 'a.b.c' }), { token: 'a.b.c' })
  for (const nobody of [null, undefined, 7, [], 'V']) assert.deepEqual(identityOf(nobody), {})
  warn.mock.restore()
})

test('a long name is cut between characters, half ones are left out', () => {
  const { name, email } = identityOf({ name: '\ud83d' + '🍵'.repeat(300), email: 'v'.repeat(300) })
  assert.equal(name, '🍵'.repeat(200))
  assert.equal(email, 'v'.repeat(254))
})

test('a page with a very long address and title fits a frame', () => {
  const page = pageOf({ url: 'https://shop.example/?' + 'q'.repeat(20_000), title: '茶'.repeat(70_000), referrer: '' })
  assert.deepEqual([page.url.length, page.title.length, page.referrer], [2000, 2000, ''])
  assert.ok(new TextEncoder().encode(JSON.stringify(page)).length < 64 * 1024)
})
