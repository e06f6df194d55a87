// What the help centre knows, found while typing: before a conversation, and beside one.
import { addCss, ask, Bars, effect, Face, Foot, Head, Human, learn, signal, store, t, whereFrom } from '../kit'
import words from 'words:search'
import screens from './screens.css'
import css from './search.css'

interface Piece { text: string; hit: boolean }
interface Found { article_id: string; title: string; title_parts: Piece[]; snippet: Piece[]; url: string | null }

;[screens, css].forEach(addCss)
learn(words)
const SOON = 200
const query = signal('')
const found = signal<Found[] | null>(null)
const failed = signal(false)

// A moment after the last letter, and again when the line is back; an answer to older words is dropped.
effect(() => {
  const asked = query.value.trim()
  if (!asked) found.value = null
  if (!asked || store.link.value !== 'up') return
  const soon = setTimeout(() => {
    void ask<{ articles: Found[] }>('search_articles', { query: asked }).then(answer => {
      if (asked !== query.peek().trim()) return
      failed.value = !answer.ok
      if (answer.ok) found.value = answer.articles
    })
  }, SOON)
  return () => clearTimeout(soon)
})

const Pieces = ({ of }: { of: Piece[] }) => <>{of.map(({ text, hit }, i) => (hit ? <mark key={i}>{text}</mark> : text))}</>

const Hit = ({ of }: { of: Found }) => {
  const inside = <><b dir="auto"><Pieces of={of.title_parts} /></b><p dir="auto"><Pieces of={of.snippet} /></p></>
  return of.url ? <a class="w-card w-hit" href={of.url} target="_blank" rel="noopener">{inside}</a> : <div class="w-card w-hit">{inside}</div>
}

/** What there is to say beside the list. */
function said(): string {
  if (failed.value) return t('search_failed')
  if (!query.value.trim()) return t('search_hint')
  return found.value && !found.value.length ? t('search_none', { words: query.value.trim() }) : ''
}

export default function Search() {
  const start = (field: HTMLInputElement | null): void => field?.focus()
  return (
    <>
      <Head to={whereFrom()} face={<Face who={null} />} title={t('search')} line={store.name.value} />
      <Bars />
      <div class="w-body w-search">
        <input ref={start} type="search" enterkeyhint="search" maxLength={200} dir="auto" aria-label={t('search')} placeholder={t('search_field')} value={query.value} onInput={event => (query.value = event.currentTarget.value)} />
        {said() && <p role="status">{said()}</p>}
        {found.value?.map(one => <Hit key={one.article_id} of={one} />)}
      </div>
      <Foot><Human /></Foot>
    </>
  )
}
