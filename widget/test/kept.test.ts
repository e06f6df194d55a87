// The offline form: one message however often it is sent, and it begins with what the bot could not answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edited, unanswered } from '../src/features/kept'
import type { Message } from '../src/wire/types'

const form = { id: 'a', name: 'Vic', email: 'vic@example.com', text: 'Hello' }
const newId = (): string => 'b'

const message = (type: Message['author']['type'], text: string, data: Message['data'] = null): Message =>
  ({ id: text, conversation_id: 'c', seq: 1, client_id: null, kind: data?.card ? 'card' : data ? 'activity' : 'text', author: { type, name: type, face: null }, text, data, created_at: '' })

const asked = (...messages: Message[]): string | undefined => unanswered(messages)?.text

test('a form keeps its id until it was changed after a try', () => {
  assert.deepEqual(edited(form, 'text', 'Hello again', newId), { ...form, text: 'Hello again' })
  assert.deepEqual(edited({ ...form, tried: true }, 'text', 'Hello again', newId), { ...form, id: 'b', text: 'Hello again', tried: false })
})

test('the last question without an answer is carried over', () => {
  const question = message('visitor', 'Do you teach children?')
  assert.equal(asked(), undefined)
  assert.equal(asked(question, message('bot', 'unknown', { card: 'unknown' }), message('system', 'in line', { activity: 'queued' })), 'Do you teach children?')
  assert.equal(asked(question, message('bot', 'On Sundays.', { card: 'answer' })), undefined)
  assert.equal(asked(question, message('bot', 'On Sundays.', { card: 'answer', helpful: false })), 'Do you teach children?')
  assert.equal(asked(question, message('agent', 'Hi')), undefined)
})
