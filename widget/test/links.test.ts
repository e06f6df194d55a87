// Only http and https become links, whatever else the text tries, and no text takes long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOnlyEmoji, linkify } from '../src/features/talk/links'

const hrefs = (text: string): string[] => linkify(text).flatMap(part => (typeof part === 'string' ? [] : [part.href]))
const whole = (text: string): string => linkify(text).map(part => (typeof part === 'string' ? part : part.href)).join('')

test('addresses in a sentence, without the punctuation behind them', () => {
  assert.deepEqual(hrefs('See https://shop.example/t/88213. Or (http://a.example)!'), ['https://shop.example/t/88213', 'http://a.example'])
  assert.deepEqual(hrefs('请看 https://shop.example/订单，谢谢。'), ['https://shop.example/订单'])
})

test('other schemes stay text', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '\u0001javascript:alert(1)', '//evil.example', 'file:///etc/passwd', 'https://', 'http://['])
    assert.deepEqual(hrefs(text), [], text)
})

test('no character is lost or added', () => {
  for (const text of ['', 'a https://b.example c', 'https://a.example https://b.example', '<a href="https://x.example">y</a>', '\ud800 https://a.example \udfff']) assert.equal(whole(text), text)
})

test('a hostile text of 64 KB takes no time to speak of', () => {
  for (const piece of ['https://', 'http://a.', 'https://x....', '((((', 'h', '👩‍👩‍👧‍👦']) {
    const began = performance.now()
    linkify(piece.repeat(65_536 / piece.length))
    isOnlyEmoji(piece.repeat(65_536 / piece.length))
    assert.ok(performance.now() - began < 500, piece)
  }
})

test('a few emoji alone are large, words and digits are not', () => {
  assert.deepEqual(['😊', '👍🏽 👍', '❤️', '4', '#', 'a😊', '   ', ''].map(isOnlyEmoji), [true, true, true, false, false, false, false, false])
})
