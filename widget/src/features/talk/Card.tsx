// What the bot says is printed on a card, with its source and a question, so that nobody takes it for a person.
import { askForPerson, closedLine, fullLine, Icon, Lazy, say, store, t, type IconName } from '../../kit'
import type { Message } from '../../wire/types'
import { rateAnswer } from './actions'
import { Linked } from './Text'
import { reading } from './view'

const { agentHere, hours, inLine, isLive, nobodyHere, screen } = store

const Option = ({ text, run, icon = 'next' }: { text: string; run: () => void; icon?: IconName }) => (
  <button type="button" class="opt" disabled={reading.value} onClick={run}>{text}{!reading.value && <Icon name={icon} small />}</button>
)

const leave = (): void => void (screen.value = 'offline')
/** Nobody can be talked to now: the foot says which of both it is. */
const closed = (): boolean => nobodyHere.value || (!!hours.value && !hours.value.open)
const canAsk = (): boolean => isLive.value && !agentHere.value && !inLine.value && !reading.value

function Asked({ message }: { message: Message }) {
  const helpful = message.data!.helpful
  const answer = (value: boolean) => () => void rateAnswer(message, value)
  return (
    <div class="ask" role="group" aria-label={t('did_help')}>
      <span>{typeof helpful === 'boolean' ? t(helpful ? 'glad' : 'sorry') : t('did_help')}</span>
      <button type="button" aria-pressed={helpful === true} onClick={answer(true)}>{t('yes')}</button>
      <button type="button" aria-pressed={helpful === false} onClick={answer(false)}>{t('no')}</button>
    </div>
  )
}

/** The article an answer is from, and the way to it where it has a page. */
function Source({ title, url }: { title: string; url?: string | null | undefined }) {
  const words = <><Icon name="doc" small /><span>{t('from', { title })}</span></>
  return url ? <a class="src" href={url} target="_blank" rel="noopener">{words}</a> : <div class="src">{words}</div>
}

const Answer = ({ message }: { message: Message }) => (
  <>
    <div class="txt" dir="auto">{message.text.split(/\n{2,}/).map((part, i) => <p key={i}><Linked text={part} /></p>)}</div>
    {message.data!.title && <Source title={message.data!.title} url={message.data!.url} />}
    {!reading.value && <Asked message={message} />}
  </>
)

/** After an answer that did not help the bot has other words for it: it did know something. */
const lead = ({ data, text }: Message, key: string): string => (data!.after ? text : t(key))

const Suggestions = ({ message }: { message: Message }) => (
  <>
    <div class="txt"><p>{lead(message, 'misread')}</p></div>
    {message.data!.suggestions!.map(({ article_id, question }) => <Option key={article_id} text={question} run={() => say(question)} />)}
    {canAsk() && (closed() ? <Option text={t('else_leave')} run={leave} icon="mail" /> : <Option text={fullLine() || t('else')} run={askForPerson} />)}
  </>
)

const Unknown = ({ message }: { message: Message }) => (
  <>
    <div class="txt"><p>{lead(message, 'unknown')}</p></div>
    {canAsk() && (closed() ? <Option text={t('leave_first')} run={leave} icon="mail" /> : <Option text={fullLine() || t('talk_to_person')} run={askForPerson} icon="person" />)}
  </>
)

/** A flow's word; what it asks is fetched with the first one that asks. */
const Flow = ({ message }: { message: Message }) => (
  <>
    {message.text && <div class="txt" dir="auto"><p><Linked text={message.text} /></p></div>}
    {message.data!.ask && !reading.value && <Lazy chunk="flow" message={message} />}
  </>
)

/** What a look-up found, or a machine wrote; its text says the same where its look cannot be had. */
const Made = ({ message }: { message: Message }) => <Lazy chunk="made" message={message} Ask={!reading.value && Asked} around={() => <Plain message={message} />} />

/** A courtesy or a reminder. */
const Plain = ({ message }: { message: Message }) => <div class="txt"><p>{message.text}</p></div>

const Closed = () => (
  <>
    <div class="txt"><p>{(hours.value && closedLine(hours.value)) || t('closed_now')}</p></div>
    {!reading.value && <Option text={t('leave_message')} run={leave} icon="mail" />}
  </>
)

const Full = () => (
  <>
    <div class="txt"><p>{t('line_full')}</p></div>
    {canAsk() && <Option text={t('leave_message')} run={() => ((store.full.value = true), leave())} icon="mail" />}
  </>
)

export function Card({ message }: { message: Message }) {
  const kind = message.data?.card
  return (
    <div class="print">
      {kind === 'suggestions' ? <Suggestions message={message} /> : kind === 'unknown' ? <Unknown message={message} /> : kind === 'closed' ? <Closed /> : kind === 'full' ? <Full /> : kind === 'answer' ? <Answer message={message} /> : kind === 'flow' ? <Flow message={message} /> : kind === 'look_up' || kind === 'composed' ? <Made message={message} /> : <Plain message={message} />}
    </div>
  )
}
