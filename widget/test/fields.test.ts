// Where the shop calls back a number will do; one of the two, number or address, must be there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '../src/core/fields'

const form = (email: string, phone?: string) => ({ name: 'Vic', text: 'A box of tins', email, ...(phone === undefined ? {} : { phone }) })

test('without calling back an address is needed', () => {
  assert.deepEqual(faultsOf(form('')), { email: 'email_missing' })
  assert.deepEqual(faultsOf(form('', '+86 138 0013 8000')), { email: 'email_missing' })
})

test('a number will do, an address too, and neither is a fault of the number', () => {
  for (const phone of ['+86 138 0013 8000', '(02) 2720-8889', '12345', '1.23.45']) assert.deepEqual(faultsOf(form('', phone), true), {})
  assert.deepEqual(faultsOf(form('vic@example.com', ''), true), {})
  assert.deepEqual(faultsOf(form(''), true), { phone: 'phone_missing' })
})

test('what is there must be right', () => {
  for (const phone of ['1234', '1'.repeat(21), '12345 ext 6', '++12345']) assert.deepEqual(faultsOf(form('', phone), true), { phone: 'phone_wrong' })
  assert.deepEqual(faultsOf(form('vic@', '12345'), true), { email: 'email_after_at' })
  assert.deepEqual(faultsOf(form('vic@', 'x'), true), { email: 'email_after_at', phone: 'phone_wrong' })
})
