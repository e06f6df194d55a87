// What the help centre knows, found while typing and read here: before a conversation, and beside one.
import { addCss, ask, Bars, effect, Face, Foot, Head, Human, Icon, learn, say, signal, store, t, whereFrom } from '../kit'
import words from 'words:search'
import { Reading, reading, reads } from './reading'
import screens from './screens.css'
import css from './search.css'

interface Piece { text: string; hit: boolean }
interface Found { article_id: string; locale: string; title: string; title_parts: Piece[]; snippet: Piece[]; url: string | null }

;[screens, css].forEach(addCss)
learn(words)
const SOON = 200
const query = signal('')
const found = signal<Found[] | null>(null)
const failed = signal(false)

// A moment after the last letter, and again when the line is back; an answer to older words is dropped, and what was found
// for them goes where there is none for the new ones.
effect(() => {
  const asked = query.value.trim()
  const isUp = store.link.value === 'up'
  if (!asked || !isUp) found.value = null
  failed.value = !!asked && !isUp
  if (!asked || !isUp) return
  const soon = setTimeout(() => {
    void ask<{ articles: Found[] }>('search_articles', { query: asked }).then(answer => {
      if (asked !== query.peek().trim()) return
      failed.value = !answer.ok
      found.value = answer.ok ? answer.articles : null
    })
  }, SOON)
  return () => clearTimeout(soon)
})

const Pieces = ({ of }: { of: Piece[] }) => <>{of.map(({ text, hit }, i) => (hit ? <mark key={i}>{text}</mark> : text))}</>

const Hit = ({ of }: { of: Found }) => (
  <button type="button" class="w-hit" onClick={() => void reads(of)}><b dir="auto"><Pieces of={of.title_parts} /></b><span dir="auto"><Pieces of={of.snippet} /></span></button>
)

/** Before a word is written: all that people often ask, of which home shows the first. */
const Often = () => (
  <section class="w-card w-list" aria-label={t('often')}>
    {store.inbox.value!.suggested_questions.map(({ text }) => <button type="button" key={text} onClick={() => say(text)}>{text}<Icon name="next" small /></button>)}
  </section>
)

/** What there is to say beside the list. */
function said(): string {
  if (failed.value) return t('search_failed')
  if (!query.value.trim()) return t('search_hint')
  return found.value && !found.value.length ? t('search_none', { words: query.value.trim() }) : ''
}

// Once for the field, not for every letter: whoever has moved on is not called back.
const start = (field: HTMLInputElement | null): void => field?.focus()

function Finding() {
  return (
    <>
      <Head to={whereFrom()} face={<Face who={null} />} title={t('search')} line={store.name.value} />
      <Bars />
      <div class="w-body w-search">
        <input ref={start} type="search" enterkeyhint="search" maxLength={200} dir="auto" aria-label={t('search')} placeholder={t('search_field')} value={query.value} onInput={event => (query.value = event.currentTarget.value)} />
        {said() && <p role="status">{said()}</p>}
        {!query.value.trim() && <Often />}
        {!!found.value?.length && <div class="w-card w-hits">{found.value.map(one => <Hit key={one.article_id} of={one} />)}</div>}
      </div>
      <Foot><Human /></Foot>
    </>
  )
}

const Search = () => (reading.value ? <Reading of={reading.value} /> : <Finding />)
export default Search
