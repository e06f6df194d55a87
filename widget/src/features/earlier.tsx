// Earlier conversations of this browser: a list to read again and to go on with.
import { addCss, ago, ask, Bars, effect, Face, Foot, Head, lastWords, learn, openConversation, signal, store, t, whereFrom } from '../kit'
import type { Conversation } from '../wire/types'
import words from 'words:earlier'
import css from './earlier.css'
import screens from './screens.css'

;[screens, css].forEach(addCss)
learn(words)
const PAGE = 20

const None = () => (
  <div class="w-none">
    <Face who={null} size="s64" />
    <h2>{t('nothing_yet')}</h2>
    <p>{t('nothing_why')}</p>
    <button type="button" class="btn quiet" onClick={() => (store.screen.value = 'home')}>{t('ask_something')}</button>
  </div>
)

function Row({ talk }: { talk: Conversation }) {
  const agent = talk.assignee?.type === 'agent' ? talk.assignee : talk.resolved_by?.type === 'agent' ? talk.resolved_by : null
  return (
    <button type="button" class="w-card w-back" onClick={() => openConversation(talk)}>
      <Face who={agent} />
      <div><b><span>{agent?.name ?? t(talk.kind === 'offline' ? 'message' : 'bot_name')}</span><time dateTime={talk.updated_at}>{ago(talk.updated_at, store.now.value)}</time></b><p>{lastWords(talk)}</p></div>
    </button>
  )
}

const Loading = () => <div class="w-past late" aria-busy="true">{[0, 1, 2].map(n => <div class="w-card w-here" key={n}><i class="sk round" /><div><i class="sk" /><i class="sk short" /></div></div>)}</div>

const talks = signal<Conversation[] | null>(null)
const next = signal<string | null>(null)

async function more(): Promise<void> {
  const before = next.peek()
  const answer = await ask<{ conversations: Conversation[]; next: string | null }>('list_conversations', { limit: PAGE, ...(before ? { before } : {}) })
  if (!answer.ok) return
  talks.value = [...(before ? talks.peek() ?? [] : []), ...answer.conversations]
  next.value = answer.next
}

// Read anew whenever the screen is shown and after every connection.
effect(() => {
  if (store.screen.value !== 'earlier' || store.link.value !== 'up') return
  next.value = null
  void more()
})

export default function Earlier() {
  return (
    <>
      <Head to={whereFrom()} face={<Face who={null} />} title={t('earlier')} line={t('earlier_line')} />
      <Bars />
      <div class="w-body">
        {!talks.value ? <Loading /> : !talks.value.length ? <None /> : <div class="w-past">{talks.value.map(talk => <Row key={talk.id} talk={talk} />)}</div>}
        {next.value && <button type="button" class="btn quiet wide" onClick={() => void more()}>{t('show_more')}</button>}
      </div>
      <Foot />
    </>
  )
}
