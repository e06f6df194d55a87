// The first screen: greeting, who is here or when the desk opens, a conversation to return to, questions people often ask.
import type { ComponentChildren } from 'preact'
import { ago, clock, list, t, waitRange } from '../core/i18n'
import { say } from '../state/actions'
import { closePanel } from '../state/host'
import { agentHere, brand, conversation, cutOff, hours, inbox, inLine, isLive, name, now, screen, unread, visitor, assigneeOnline } from '../state/store'
import { Bars } from './Bars'
import { Composer } from './Composer'
import { Human } from './Human'
import { closedLine, lastWords } from './opening'
import { place, tell } from './place'
import { Face, Faces, Foot, Icon, IconButton, Mark } from './parts'

const Rings = () => (
  <svg class="rings" viewBox="0 0 320 320" aria-hidden="true">{[40, 70, 100, 130, 159].map(r => <circle key={r} cx="160" cy="160" r={r} />)}</svg>
)

const Hero = () => (
  <header class="w-hero">
    <Rings />
    <div class="bar">
      <span class="w-logo"><i>{brand.value.logo_url ? <img src={brand.value.logo_url} alt="" /> : <Mark />}</i><b>{name.value}</b></span>
      <IconButton icon="close" label={t('close')} run={closePanel} />
    </div>
    {inbox.value ? <h1>{inbox.value.greeting}</h1> : <h1 class="sk">&nbsp;</h1>}
  </header>
)

function WhoIsHere() {
  const here = inbox.value!.agents
  const time = hours.value!
  if (cutOff.value) return <Here face={<Face who={null} size="s32" />} title={name.value} line={t('answers_here')} dot="away" />
  if (!time.open) return <Here face={<Face who={null} size="s32" />} title={t('closed_now')} line={closedLine(time)} dot="offline" />
  if (!here.length) return <Here face={<Face who={null} size="s32" />} title={t('nobody_here')} line={t('bot_line')} dot="offline" />
  return <Here face={<Faces people={here} size="s32" />} title={presentNames()} line={hereUntil()} dot="online" />
}

function presentNames(): string {
  const names = inbox.value!.agents.slice(0, 2).map(one => one.name)
  return t(names.length > 1 ? 'at_desk_many' : 'at_desk_one', { names: list(names) })
}

function hereUntil(): string {
  const wait = inbox.value!.typical_wait_seconds
  if (wait != null) return t('waited_under', { n: Math.max(1, Math.ceil(wait / 60)) })
  const { closes_at, always_open } = hours.value!
  return closes_at && !always_open ? t('here_until', { time: clock(closes_at) }) : t('answers_here')
}

const Here = ({ face, title, line, dot }: { face: ComponentChildren; title: string; line: string; dot: string }) => (
  <div class="w-card w-here">{face}<div><b>{title}</b>{line && <span>{line}</span>}</div><i class={`dot ${dot}`} /></div>
)

/** The conversation to go on with: the place in line, who has just come, or what was said last. */
function Return() {
  const talk = conversation.value!
  const agent = agentHere.value
  const waits = inLine.value && talk.queue
  const told = waits && tell(waits)
  const turn = agent && isLive.value && !unread.value && talk.last_seq > talk.read_marks.visitor.read_seq
  const title = waits ? place(waits) + (told ? ` · ${waitRange(told.total)}` : '') : turn ? t('agent_here', { name: agent.name }) : agent?.name ?? t('bot_name')
  return (
    <button type="button" class={`w-card w-back ${waits ? 'waits' : turn ? 'turn' : ''}`} onClick={() => (screen.value = 'talk')}>
      <Face who={agent} size="s44" dot={!!agent && isLive.value && (assigneeOnline.value ? 'online' : 'away')} />
      <div><b><span>{title}</span>{!waits && <time dateTime={talk.updated_at}>{ago(talk.updated_at, now.value)}</time>}</b><p>{waits && !waits.agents_online ? t('nobody_here') : lastWords(talk)}</p></div>
      {unread.value > 0 && <span class="n" aria-label={t('unread_label', { n: unread.value })}>{unread.value}</span>}
    </button>
  )
}

const Find = () => <div class="w-card w-list"><button type="button" class="find" onClick={() => (screen.value = 'search')}>{t('search')}<Icon name="search" small /></button></div>

const Questions = () => (
  <section class="w-card w-list" aria-labelledby="often">
    <h2 id="often">{t('often')}</h2>
    {inbox.value!.suggested_questions.slice(0, 4).map(({ text }) => (
      <button type="button" key={text} onClick={() => say(text)}>{text}<Icon name="next" small /></button>
    ))}
  </section>
)

const Waiting = () => (
  <div aria-hidden="true"><div class="w-card w-here late"><i class="sk round" /><div><i class="sk" /><i class="sk short" /></div></div>
    <div class="w-card w-list late">{[0, 1, 2].map(n => <p key={n}><i class="sk" /></p>)}</div></div>
)

/** Something was said, or somebody is waited for or has come. */
function goesOn(): boolean {
  const talk = conversation.value
  return !!talk && !!(talk.last_message || inLine.value || (agentHere.value && isLive.value))
}

const Cards = () => (
  <>
    {goesOn() ? <Return /> : <WhoIsHere />}
    {inbox.value!.suggested_questions.length > 0 && <><Find /><Questions /></>}
    {visitor.value?.returning && <button type="button" class="w-more" onClick={() => (screen.value = 'earlier')}>{t('earlier')}</button>}
  </>
)

export const Home = () => (
  <>
    <div class="w-scroll">
      <Hero />
      <div class="w-home">{inbox.value ? <Cards /> : <Waiting />}</div>
    </div>
    <Bars />
    <Foot><Human /><Composer /></Foot>
  </>
)
