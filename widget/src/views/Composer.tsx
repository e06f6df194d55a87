// Where the visitor writes. The text is kept on every stroke; Enter sends, Shift and Enter begins a line, and an input
// method that is still composing owns its Enter.
import { computed, effect, signal } from '@preact/signals-core'
import { t } from '../core/i18n'
import { isTooLong, say, tooLongBy, typed } from '../state/actions'
import { draft, saveDraft } from '../state/draft'
import { asks, inLine, opened, screen } from '../state/store'
import { Lazy } from './Lazy'
import { Icon, IconButton } from './parts'

const TALLEST = 132
const text = signal<string | null>(null)
/** there is something in the field that is not sent */
export const isWriting = computed(() => !!text.value?.trim())
const picking = signal(false)
let field: HTMLTextAreaElement | null = null

const fit = (): void => {
  if (!field) return
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`
}
const hold = (element: HTMLTextAreaElement | null): void => {
  field = element
  fit()
}

function write(value: string): void {
  text.value = value
  saveDraft(value)
  typed(value !== '')
  requestAnimationFrame(fit)
}

function send(): void {
  const words = text.value ?? ''
  if (!words.trim() || isTooLong(words)) return
  write('')
  typed(false)
  say(words)
  requestAnimationFrame(() => field?.focus())
}

function insert(emoji: string): void {
  const words = text.value ?? ''
  write(words.slice(0, field!.selectionStart) + emoji + words.slice(field!.selectionEnd))
}

function close(): void {
  picking.value = false
  field?.focus()
}

const onKey = (event: KeyboardEvent): void => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
  event.preventDefault()
  send()
}

/** A thumb did not ask for the keyboard by opening the panel. */
const hasKeyboard = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches
const settle = (): void => {
  if (opened.value && hasKeyboard() && document.hasFocus() && document.activeElement === document.body) field?.focus()
}
effect(() => {
  if (opened.value && screen.value) requestAnimationFrame(settle)
})
addEventListener('focus', settle) // the host page's focus comes in its own time, often after the panel has opened

export function Composer() {
  const words = (text.value ??= draft())
  const empty = !words.trim()
  return (
    <div class="w-say">
      {picking.value && <Lazy chunk="emoji" pick={insert} close={close} />}
      {isTooLong(words) && <p class="err" role="alert"><Icon name="alert" small />{t('too_long', { n: tooLongBy(words) })}</p>}
      <div class="w-compose">
        <textarea ref={hold} rows={1} value={words} placeholder={(screen.value === 'talk' && asks.value?.words) || t(inLine.value && screen.value === 'talk' ? 'add' : 'write')} inputMode={asks.value?.mode} aria-label={t('write')} enterkeyhint="send" dir="auto"
          onInput={event => write(event.currentTarget.value)} onBlur={() => typed(false)} onKeyDown={onKey} />
        <IconButton icon="smile" label={t('emoji')} run={() => (picking.value = !picking.value)} aria-expanded={picking.value} />
        <button type="button" class={empty ? 'send off' : 'send'} aria-label={t('send')} aria-disabled={empty} onClick={send}><Icon name="up" /></button>
      </div>
    </div>
  )
}
