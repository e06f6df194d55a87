// An article that was found, read inside the panel: the way back to what was found, "did this help", and its own page.
import { addCss, ask, Bars, closePanel, effect, Face, Foot, Human, Icon, IconButton, settle, signal, store, t } from '../kit'
import css from './reading.css'

addCss(css)

interface Which { article_id: string; locale: string }
interface Article extends Which { title: string; html: string; url: string | null; helpful?: boolean }

export const reading = signal<Article | null>(null)

// Escape leads back to what was found before it closes the panel: wherever the focus is, so before the panel hears of it.
function back(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.isComposing) event.stopPropagation(), (reading.value = null)
}
effect(() => {
  if (!reading.value || store.screen.value !== 'search') return
  addEventListener('keydown', back, true)
  return () => removeEventListener('keydown', back, true)
})

const pick = ({ article_id, locale }: Which): Which => ({ article_id, locale })

/** Fetches it and shows it; what went wrong stands in the bar. */
export async function reads(one: Which & { url: string | null }): Promise<void> {
  const answer = await ask<{ article: Omit<Article, 'url'> }>('read_article', { ...pick(one) })
  settle(answer, ({ article }) => (reading.value = { ...article, url: one.url }))
}

async function rate(helpful: boolean): Promise<void> {
  const one = reading.value!
  settle(await ask('rate_article', { ...pick(one), helpful }), () => {
    if (reading.value === one) reading.value = { ...one, helpful }
  })
}

function Asked({ helpful }: { helpful: boolean | undefined }) {
  const button = (value: boolean) => <button type="button" aria-pressed={helpful === value} onClick={() => void rate(value)}>{t(value ? 'yes' : 'no')}</button>
  return (
    <div class="w-helped" role="group" aria-label={t('did_help')}>
      <span role="status">{t(helpful === undefined ? 'did_help' : helpful ? 'glad' : 'sorry_read')}</span>{button(true)}{button(false)}
    </div>
  )
}

const begin = (heading: HTMLElement | null): void => heading?.focus()

/** A page of the help centre or of another site does not show inside the panel, and would take its place. */
const beside = ({ target }: Event): void => {
  const link = (target as Element).closest<HTMLAnchorElement>('a:not([href^="#"])')
  if (link) link.target = '_blank'
}

// The server cleans the HTML of everything but what an article needs, as for the help centre's own pages.
export const Reading = ({ of: { title, html, url, helpful } }: { of: Article }) => (
  <>
    <header class="w-head">
      <IconButton icon="back" label={t('back')} run={() => (reading.value = null)} />
      <div class="w-who"><Face who={null} /><div><h1>{t('search')}</h1><span>{store.name.value}</span></div></div>
      <IconButton icon="close" label={t('close')} run={closePanel} />
    </header>
    <Bars />
    <div class="w-body w-read">
      <h2 ref={begin} tabIndex={-1} dir="auto">{title}</h2>
      <div dir="auto" onClick={beside} dangerouslySetInnerHTML={{ __html: html }} />
      <Asked helpful={helpful} />
      {url && <a class="w-page" href={url} target="_blank" rel="noopener"><Icon name="doc" small />{t('as_page')}</a>}
    </div>
    <Foot><Human /></Foot>
  </>
)
