// The offline form: outside business hours, or for who does not want to wait. What is typed is kept until it is stored;
// while it is being stored nothing more can be typed, since it would not be in it.
import { faultsOf, type Faults, type Fields } from '../core/fields'
import { addCss, ask, Bars, closedLine, effect, Face, Foot, Head, Icon, learn, leftMessage, load, noteLeft, openingLine, save, settle, signal, store, t, uuid7, whereFrom } from '../kit'
import type { Conversation } from '../wire/types'
import { lines, zoneLines } from './hours'
import { edited, unanswered, type Kept } from './kept'
import css from './offline.css'
import screens from './screens.css'
import { sentences } from './sentences'
import words from 'words:offline'

;[screens, css].forEach(addCss)
learn(words)

function remembered(): Kept {
  const kept = load('offline')
  const visitor = store.visitor.value
  return kept ? (JSON.parse(kept) as Kept) : { id: uuid7(), name: visitor?.name ?? '', email: visitor?.email ?? '', text: '' }
}

const Table = () => {
  const hours = store.hours.value!
  return (
    <div class="hours">
      <dl aria-label={t('hours')}>{lines(hours).map(({ label, name, hours: times, today }) => <><dt class={today ? 'now' : ''}>{label}{name && <span dir="auto">{name}</span>}</dt><dd class={today ? 'now' : ''}>{times}</dd></>)}</dl>
      <p>{zoneLines(hours, store.inbox.value!.locale).map(line => <span key={line}>{line}</span>)}</p>
    </div>
  )
}

interface FieldProps { id: keyof Fields; label: string; form: Kept; faults: Faults; write: (id: keyof Fields, value: string) => void; type?: 'text' | 'email' | 'tel'; most: number }
function Field({ id, label, form, faults, write, type, most }: FieldProps) {
  const shared = { id, class: 'field', value: form[id] ?? '', maxLength: most, dir: 'auto' as const, readOnly: busy.value, 'aria-invalid': !!faults[id], 'aria-describedby': faults[id] ? `${id}-fault` : undefined }
  return (
    <label>
      {label}
      {type === 'text' && <input {...shared} type="text" autocomplete="name" onInput={event => write(id, event.currentTarget.value)} />}
      {type === 'email' && <input {...shared} type="email" autocomplete="email" onInput={event => write(id, event.currentTarget.value)} />}
      {type === 'tel' && <input {...shared} dir="ltr" type="tel" autocomplete="tel" onInput={event => write(id, event.currentTarget.value)} />}
      {!type && <textarea {...shared} onInput={event => write(id, event.currentTarget.value)} />}
    </label>
  )
}

/** Beside the label, not in it, and in the same cell: what is wrong stands under its own field. */
const Fault = ({ id, faults }: { id: keyof Fields; faults: Faults }) => (faults[id] ? <span class="err" id={`${id}-fault`}><Icon name="alert" small />{t(faults[id]!)}</span> : null)

const form = signal(remembered())
const faults = signal<Faults>({})
const busy = signal(false)
/** the address or number we answer to, once the message is left */
const left = signal('')

/** The line is full, and the shop calls back. */
const calls = (): boolean => store.full.value && !!store.inbox.value?.call_back

function write(id: keyof Fields, value: string): void {
  keep(edited(form.value, id, value, uuid7))
  faults.value = { ...faults.value, [id]: undefined }
}

function keep(next: Kept): void {
  form.value = next
  save('offline', JSON.stringify(next))
}

/** a form that this browser kept from before is as it was left */
const restored = !!load('offline')
let offered = ''

/** What the bot could not answer need not be written again, also where it arrives after the form was begun; once it was
    offered or left it is not offered again. */
function begin(): void {
  const question = unanswered(store.log.value.messages)
  if (!question || !store.isLive.value || restored || offered === question.id || form.peek().text || left.peek() || leftMessage()?.about === question.id) return
  offered = question.id
  form.value = { ...form.peek(), text: question.text }
}

effect(() => {
  if (store.screen.value === 'offline') return begin()
  left.value = ''
  store.full.value = false
})

function check(): boolean {
  faults.value = faultsOf(form.value, calls())
  const first = Object.keys(faults.value)[0]
  if (first) document.getElementById(first)?.focus()
  return !first
}

async function send(): Promise<void> {
  if (!check()) return
  busy.value = true
  keep({ ...form.value, tried: true })
  const { id, name, email, text } = form.value
  const phone = calls() ? form.value.phone?.trim() : ''
  const answer = await ask<{ conversation: Conversation }>('leave_offline_message', { client_id: id, name: name.trim(), email: email.trim(), text, ...(phone ? { phone } : {}) })
  busy.value = false
  settle(answer, () => finish(phone?.replace(/ /g, '\u00a0') || email.trim())) // a number stays on one line
  if (!answer.ok && answer.error.fields?.email) faults.value = { email: 'email_after_at' }
}

function finish(email: string): void {
  left.value = email
  noteLeft(email, unanswered(store.log.value.messages)?.id)
  form.value = { ...form.value, id: uuid7(), tried: false, text: '' }
  save('offline', null)
}

function Form() {
  const field = { form: form.value, faults: faults.value, write }
  const mail = <div><Field {...field} id="email" label={t(calls() ? 'email_too' : 'email')} type="email" most={254} /><Fault id="email" faults={field.faults} /></div>
  return (
    <div class="w-form">
      <div class="two">
        <div><Field {...field} id="name" label={t('your_name')} type="text" most={200} /><Fault id="name" faults={field.faults} /></div>
        {calls() ? <div><Field {...field} id="phone" label={t('phone')} type="tel" most={40} /><Fault id="phone" faults={field.faults} /></div> : mail}
      </div>
      {calls() && mail}
      <Field {...field} id="text" label={t('message')} most={8000} />
      <Fault id="text" faults={field.faults} />
    </div>
  )
}

const Left = ({ email }: { email: string }) => (
  <div class="w-done">
    <Face who={null} size="s64" />
    <div role="status"><h2>{t('message_left')}</h2><p>{t(email.includes('@') ? 'answer_to' : 'call_to', { email })}</p></div>
    <button type="button" class="btn quiet" onClick={() => (store.screen.value = 'home')}>{t('ask_something')}</button>
  </div>
)

/** In line it is another way, elsewhere the first one. */
const title = (): string => (store.inLine.value ? 'leave_message' : 'leave_first')

const Ask = () => {
  const hours = store.hours.value!
  return (
    <>
      <h2>{t(store.full.value ? 'line_full' : hours.open ? title() : 'closed_now')}</h2>
      <p>{calls() ? t('call_intro') : hours.open ? t('form_intro') : sentences(closedLine(hours), t('offline_intro'))}</p>
      {!hours.open && <Table />}
      <Form />
    </>
  )
}

export default function Offline() {
  const hours = store.hours.value
  if (!hours) return null
  return (
    <>
      <Head to={whereFrom()} face={<Face who={null} />} title={store.name.value} line={hours.open ? t(title()) : <><i class="dot offline" />{openingLine(hours)}</>} />
      <Bars />
      <div class="w-body">{left.value ? <Left email={left.value} /> : <Ask />}</div>
      <Foot>{!left.value && <button type="button" class="btn main wide" disabled={busy.value} onClick={() => void send()}>{t(busy.value ? 'saving' : 'leave_the_message')}</button>}</Foot>
    </>
  )
}
