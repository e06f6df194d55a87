// Cards that are made of more than words: what a look-up found, and what a machine wrote from articles, while it still
// writes and afterwards, with the articles it cites. Nobody is to take the machine for a person.
import { addCss, addIcons, Icon, learn, t } from '../kit'
import type { ComponentType } from 'preact'
import type { Message, MessageData } from '../wire/types'
import { Cited } from './cited'
import css from './made.css'
import words from 'words:made'

addCss(css)
addIcons({ machine: 'M4 4.5h12v8.5H4zM2 16h16' })
learn(words)

const LookUp = ({ title, fields }: MessageData) => (
  <div class="txt made">
    {title && <b dir="auto">{title}</b>}
    {!!fields?.length && <dl>{fields.map(({ label, value }, at) => <div key={at}><dt dir="auto">{label}</dt><dd dir="auto">{value}</dd></div>)}</dl>}
  </div>
)

const Machine = ({ writing }: { writing?: boolean }) => (
  <p class={writing ? 'by writing' : 'by'}><Icon name="machine" small />{t(writing ? 'machine_writes' : 'machine_wrote')}</p>
)

const Composed = ({ answer = '', sources = [] }: MessageData) => (
  <div class="txt made" dir="auto">
    <Cited text={answer} sources={sources} />
    <ol aria-label={t('sources')}>
      {sources.map(({ article_id, title, url }, at) => (
        <li key={article_id}><span aria-hidden="true">[{at + 1}]</span>{url ? <a href={url} target="_blank" rel="noopener">{title}</a> : title}</li>
      ))}
    </ol>
    <Machine />
  </div>
)

/** `Ask` is "did this help", as under every answer; none where somebody reads an earlier conversation. */
type Props = { message?: Message; draft?: string; Ask?: ComponentType<{ message: Message }> | false }

const Draft = ({ text }: { text: string }) => <div class="txt made" dir="auto">{text && <Cited text={text} />}<Machine writing /></div>

export default function Made({ message, draft, Ask }: Props) {
  if (!message) return <Draft text={draft!} />
  const data = message.data!
  return data.card === 'look_up' ? <LookUp {...data} /> : <><Composed {...data} />{Ask && <Ask message={message} />}</>
}
