// What a flow asks, on its card: options to press, a day to choose, a form. Whatever else is asked is written below. Only the
// flow's last card can be answered, while the bot has the conversation. What stands in a form is kept until it is stored.
import { addCss, ask, effect, Icon, learn, load, save, say, settle, signal, store, t, uuid7 } from '../kit'
import type { AskedField, Message } from '../wire/types'
import { isOpen } from './flow-state'
import css from './flow.css'
import words from 'words:flow'

addCss(css)
learn(words)

type Values = Record<string, string>
interface Kept { id: string; values: Values }

/** What was pressed is gone from the card: whoever walks by keys goes on from the log. */
const toLog = (): void => document.querySelector<HTMLElement>('.w-log')?.focus()

/** Stars are told by their number: a reader would spell each. */
const starsOf = (label: string): string | undefined => (/^★+$/.test(label) ? t('of_stars', { n: label.length }) : undefined)

const Options = ({ message }: { message: Message }) => (
  <>{message.data!.ask!.options!.map(({ id, label }) => {
    const stars = starsOf(label)
    return <button type="button" class={stars ? 'opt stars-n' : 'opt'} key={id} aria-label={stars} onClick={() => (say(label), toLog())}>{label}<Icon name="next" small /></button>
  })}</>
)

const day = signal('')

function Day() {
  const send = (): void => {
    if (day.value) say(day.value), (day.value = ''), toLog()
  }
  return (
    <div class="flow">
      <label>{t('day')}<input class="field" type="date" value={day.value} onInput={event => (day.value = event.currentTarget.value)} /></label>
      <button type="button" class="btn main wide" disabled={!day.value} onClick={send}>{t('send_day')}</button>
    </div>
  )
}

/** By card, so that a form that was begun is there after a reload. */
const forms = signal<Record<string, Kept>>({})
const faults = signal<Values>({})
const busy = signal(false)
const key = (card: string): string => 'flow:' + card

function kept(card: string): Kept {
  const known = forms.value[card]
  if (known) return known
  const stored = load(key(card))
  return stored ? (JSON.parse(stored) as Kept) : { id: uuid7(), values: {} }
}

/** What is changed after a try is another answer. */
function write(card: string, name: string, value: string): void {
  const next = { id: uuid7(), values: { ...kept(card).values, [name]: value } }
  forms.value = { ...forms.value, [card]: next }
  save(key(card), JSON.stringify(next))
  faults.value = { ...faults.value, [name]: '' }
}

/** A number is text: a browser's own field for numbers keeps what it does not like to itself. */
const TYPES = { text: 'text', number: 'text', email: 'email', phone: 'tel', date: 'date' }
const typeOf = (type: keyof typeof TYPES): { type: 'text' } => ({ type: TYPES[type] as 'text' })

function Field({ field, card }: { field: AskedField; card: string }) {
  const { name, label, type, required } = field
  const id = `${card}-${name}`
  const fault = faults.value[name]
  const shared = { id, class: 'field', value: kept(card).values[name] ?? '', dir: 'auto' as const, readOnly: busy.value, required, 'aria-invalid': !!fault, 'aria-describedby': fault ? id + '-fault' : undefined }
  return (
    <div>
      <label for={id}>{label}{!required && <span>{t('may_be_empty')}</span>}</label>
      {type === 'long_text'
        ? <textarea {...shared} onInput={event => write(card, name, event.currentTarget.value)} />
        : <input {...shared} {...typeOf(type)} inputMode={type === 'number' ? 'decimal' : undefined} onInput={event => write(card, name, event.currentTarget.value)} />}
      {fault && <span class="err" id={id + '-fault'}><Icon name="alert" small />{fault}</span>}
    </div>
  )
}

async function send(message: Message): Promise<void> {
  const { id, values } = kept(message.id)
  busy.value = true
  const answer = await ask<{ message: Message }>('answer_form', { conversation_id: message.conversation_id, client_id: id, message_id: message.id, values })
  busy.value = false
  if (answer.ok) return save(key(message.id), null), toLog()
  const wrong = answer.error.fields
  if (!wrong) return void settle(answer, () => {})
  faults.value = Object.fromEntries(Object.entries(wrong).map(([name, { message: words }]) => [name.replace('values.', ''), words]))
  const first = message.data!.ask!.fields!.find(({ name }) => faults.value[name])
  if (first) document.getElementById(`${message.id}-${first.name}`)?.focus()
}

const Form = ({ message }: { message: Message }) => (
  <form class="flow" noValidate onSubmit={event => (event.preventDefault(), void send(message))}>
    {message.data!.ask!.fields!.map(field => <Field key={field.name} field={field} card={message.id} />)}
    <button class="btn main wide" disabled={busy.value}>{t(busy.value ? 'sending' : 'send')}</button>
  </form>
)

const MODES = { text: 'text', email: 'email', phone: 'tel', number: 'decimal' } as const

// The field below says what it is wanted for, and a phone shows the keyboard for it.
effect(() => {
  const { conversation, log } = store
  const last = [...log.value.messages].reverse().find(({ data }) => data?.ask)
  const type = last?.data!.ask!.type as keyof typeof MODES
  const written = last && type in MODES && !last.data!.ask!.options && isOpen(last, conversation.value, log.value.messages)
  store.asks.value = written ? { words: t(`answer_${type}`), mode: MODES[type] } : null
})

export default function FlowAsk({ message }: { message: Message }) {
  const { conversation, log, pending } = store
  if (!isOpen(message, conversation.value, log.value.messages) || pending.value.length) return null
  const { type } = message.data!.ask!
  if (type === 'form') return <Form message={message} />
  if (type === 'date') return <Day />
  return message.data!.ask!.options ? <Options message={message} /> : null
}
