// An article's form: what is written lies over what is saved, and nothing written while the server answers is lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from './bundle.mjs'

const form = await load(`export * from './settings/answers/form'`)
const { endingOf, nearChanges, asQuery, isDue, rowsOf, todayIn, EVERYTHING, treeOf, branchOf, placesOf } = await load(`
  export { endingOf } from './settings/answers/ending'
  export { nearChanges } from './settings/answers/difference'
  export { asQuery, isDue, rowsOf, todayIn, EVERYTHING } from './settings/answers/filter'
  export { treeOf, branchOf, placesOf } from './settings/answers/tree'`)
const { rangesOf } = await load(`export * from './settings/parts/ranges'`)
const { sampleCsv } = await load(`export * from './settings/answers/sample'`)
const marks = await load(`export * from './settings/answers/markdown'`)
const { UNTOUCHED, withWords, withoutWords, withoutShared, withShared, changedLanguages, changedShared, isChanged, wordsIn, contentOf, missing, standingOf } = form

const variant = (version, more = {}) => ({ locale: 'en', title: 'Returns', answer: 'Within 30 days.', body: '', phrasings: ['Can I send it back?'], keywords: [], status: 'published', version, published_version: 1, ...more })
const article = (version = 1, more = {}) => ({ id: 'a', category_id: null, visibility: 'everybody', suggested: false, review_on: null, variants: [variant(version, more)] })

test('a language is changed when it says something else, not when it was touched', () => {
  const same = withWords(article(), UNTOUCHED, 'en', { phrasings: 'Can I send it back?\n\n' })
  assert.equal(isChanged(article(), same), false)
  const other = withWords(article(), same, 'en', { answer: 'Within 60 days.' })
  assert.deepEqual(changedLanguages(article(), other), ['en'])
  assert.deepEqual(contentOf(wordsIn(article(), other, 'en')).phrasings, ['Can I send it back?'])
})

test('changes remember the version they were begun on, whatever is saved after it', () => {
  const begun = withWords(article(3), UNTOUCHED, 'en', { title: 'Return' })
  assert.equal(withWords(article(4), begun, 'en', { title: 'Returning' }).since.en, 3)
  assert.equal(withWords(article(3), UNTOUCHED, 'zh-CN', { title: '退货' }).since['zh-CN'], 0)
})

test('what was written while the server answered stays, begun on what was just saved', () => {
  const sent = withWords(article(), UNTOUCHED, 'en', { answer: 'Yes.', title: 'Back' })
  const now = withWords(article(), sent, 'en', { answer: 'Yes, gladly.' })
  const left = withoutWords(article(2), now, 'en', sent.words.en)
  assert.deepEqual(left.words, { en: { answer: 'Yes, gladly.' } })
  assert.deepEqual(left.since, { en: 2 })
  assert.deepEqual(withoutWords(article(2), sent, 'en', sent.words.en), UNTOUCHED)
})

test('only what all languages share and is other is sent', () => {
  const edits = { ...UNTOUCHED, shared: { suggested: false, visibility: 'agents' } }
  assert.deepEqual(changedShared(article(), edits), { visibility: 'agents' })
  assert.deepEqual(withoutShared({ ...edits, shared: { visibility: 'agents', review_on: '2027-01-01' } }, { visibility: 'agents' }).shared, { review_on: '2027-01-01' })
})

test('a draft needs a title, what is published also something to say', () => {
  const words = { title: ' ', answer: '', body: '', phrasings: '', keywords: '' }
  assert.deepEqual(missing(words, false), ['title'])
  assert.deepEqual(missing(words, true), ['title', 'answer'])
  assert.deepEqual(missing({ ...words, title: 'A', body: '# B' }, true), [])
})

test('a published language with a newer draft is changed since', () => {
  assert.deepEqual([undefined, variant(1), variant(2), variant(1, { status: 'draft' }), variant(2, { status: 'archived' })].map(standingOf), ['missing', 'published', 'changed', 'draft', 'archived'])
})

const CATEGORIES = [{ id: 'leaf', parent_id: 'top', position: 0 }, { id: 'top', parent_id: null, position: 1 }, { id: 'first', parent_id: null, position: 0 }]

test('the list is narrowed by the server, and shows the languages that were asked for', () => {
  assert.deepEqual(asQuery(EVERYTHING, ''), { status: 'in_use' })
  const filter = { ...EVERYTHING, text: ' 30  days ', category: 'top', collection: 'ours', status: 'archived', review: true }
  assert.deepEqual(asQuery(filter, 'en'), { query: '30  days', locale: 'en', status: 'archived', category_id: 'top', collection_id: 'ours', to_review: 'true' })
  const of = { variants: [variant(1), variant(1, { locale: 'zh-CN', status: 'archived' })] }
  const shown = (filter, language) => rowsOf(of, { ...EVERYTHING, ...filter }, language).map((one) => one.locale)
  assert.deepEqual([shown({}, ''), shown({ status: 'archived' }, ''), shown({}, 'zh-CN')], [['en'], ['zh-CN'], []])
  assert.ok(isDue({ review_on: '2026-11-28' }, '2026-11-28') && !isDue({ review_on: '2026-11-29' }, '2026-11-28') && !isDue({ review_on: null }, '2026-11-28'))
  assert.equal(todayIn('Asia/Taipei', new Date('2026-11-28T17:00:00Z')), '2026-11-29')
})

test('what is moved takes the places that were there, each after the one before it', () => {
  assert.deepEqual([placesOf([5, 2, 9]), placesOf([0, 0, 0]), placesOf([3, 3, 4]), placesOf([])], [[2, 5, 9], [0, 1, 2], [3, 4, 5], []])
})

test('what is shared is changed since the version that was read, until it is saved', () => {
  const of = { ...article(), version: 'v1' }
  const begun = withShared(of, UNTOUCHED, { suggested: true })
  const more = withShared({ ...of, version: 'v2' }, begun, { review_on: '2027-01-01' })
  assert.deepEqual([begun.sharedSince, more.sharedSince], ['v1', 'v1'])
  assert.deepEqual(withoutShared(more, { suggested: true, review_on: '2027-01-01' }), UNTOUCHED)
})

test('categories stand under those they belong to', () => {
  assert.deepEqual(treeOf(CATEGORIES).map(({ category, depth }) => [category.id, depth]), [['first', 0], ['top', 0], ['leaf', 1]])
})

test('of equal lines only those near a change are shown', () => {
  const same = (count) => Array.from({ length: count }, () => ({ kind: 'same', text: '' }))
  const kinds = nearChanges([...same(5), { kind: 'added', text: 'x' }, ...same(4)]).map((one) => one.hidden ?? one.kind)
  assert.deepEqual(kinds, [3, 'same', 'same', 'added', 'same', 'same', 2])
})

test('the ending of a name says what a file is', () => {
  assert.deepEqual(['a.CSV', 'b.c.json', 'help.zip', 'notes.md', 'notes'].map(endingOf), ['csv', 'json', 'zip', null, null])
})

test('buttons write the signs of Markdown round what is marked, and take them away again', () => {
  const { write, block } = marks
  const done = (tool, text, from, to = from) => { const { from: a, to: b, piece, mark } = write(tool, { text, from, to }, 'word'); const after = text.slice(0, a) + piece + text.slice(b); return [after, after.slice(...mark)] }
  assert.deepEqual(done('bold', 'some tea here', 5, 8), ['some **tea** here', 'tea'])
  assert.deepEqual(done('bold', 'some **tea** here', 7, 10), ['some tea here', 'tea'])
  assert.deepEqual(done('bold', '', 0), ['**word**', 'word'])
  assert.deepEqual(done('list', 'a\nb\nc', 0, 3)[0], '- a\n- b\nc')
  assert.deepEqual(done('list', '- a\n- b\nc', 0, 6)[0], 'a\nb\nc')
  assert.deepEqual(done('heading', 'first\nHow', 8)[0], 'first\n## How')
  assert.deepEqual(done('link', 'see here', 4, 8), ['see [here](https://)', 'https://'])
  assert.deepEqual(done('table', 'Text', 4), ['Text\n\n| word 1 | word 2 |\n| --- | --- |\n|  |  |\n|  |  |\n', 'word 1'])
  const picture = block({ text: 'one\ntwo', from: 0, to: 3 }, '![x](/y)')
  assert.deepEqual([picture.from, picture.piece], [3, '\n\n![x](/y)\n'])
})

test('rows that follow each other are told as one', () => {
  assert.deepEqual(rangesOf([206, 3, 207, 208, 3]), [[3, 3], [206, 208]])
})

test('the sample of an import is a table that spreadsheets read', () => {
  assert.equal(sampleCsv([['A "b"', 'c\nd', 'en', '', 'e, f', '']]), '\uFEFFtitle,answer,language,category,phrasings,keywords\r\n"A ""b""","c\nd",en,,"e, f",\r\n')
})

test('a heading that becomes a list is one no longer, numbers count, and italic leaves bold as it is', () => {
  const written = (tool, text, from = 0, to = text.length) => { const change = marks.write(tool, { text, from, to }, 'word'); return text.slice(0, change.from) + change.piece + text.slice(change.to) }
  assert.equal(written('list', '## Iron\n1. Clay'), '- Iron\n- Clay')
  assert.equal(written('numbers', 'a\n- b'), '1. a\n2. b')
  assert.equal(written('numbers', '1. a\n2. b'), 'a\nb')
  assert.equal(written('quote', '- a'), '> - a')
  assert.equal(written('italic', 'a', 0, 1), '*a*')
  assert.equal(written('italic', '*a*', 1, 2), 'a')
  assert.equal(written('italic', '**a**', 2, 3), '***a***')
})

test('pictures from elsewhere are told of, our own and links are not', () => {
  assert.deepEqual(['![](https://x.example/a.png)', '<img alt="a" src=http://x.example/a.png>', '![a](/media/article/a.png) [b](https://x.example/)'].map(marks.showsForeign), [true, true, false])
})
