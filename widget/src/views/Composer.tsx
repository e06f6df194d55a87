// Where the visitor writes. The text is kept on every stroke; Enter sends, Shift and Enter begins a line, and an input
// method that is still composing owns its Enter.
import { useSignal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { t } from '../core/i18n'
import { draft, isTooLong, saveDraft, say, typed } from '../state/actions'
import { inLine, opened, screen } from '../state/store'
import { Lazy } from './Lazy'
import { Icon, IconButton } from './parts'

const TALLEST = 132

function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`
}

/** A thumb did not ask for the keyboard by opening the panel. */
const hasKeyboard = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches

export function Composer() {
  const text = useSignal(draft())
  const picking = useSignal(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const write = (value: string): void => {
    text.value = value
    saveDraft(value)
    typed(value !== '')
    requestAnimationFrame(() => field.current && fit(field.current))
  }
  const send = (): void => {
    if (!text.value.trim() || isTooLong(text.value)) return
    const words = text.value
    write('')
    typed(false)
    say(words)
    document.querySelector<HTMLElement>('textarea')?.focus()
  }
  const insert = (emoji: string): void => {
    const area = field.current!
    write(text.value.slice(0, area.selectionStart) + emoji + text.value.slice(area.selectionEnd))
    area.focus()
  }
  useSignalEffect(() => {
    if (opened.value && hasKeyboard() && document.hasFocus()) field.current?.focus()
  })
  const empty = !text.value.trim()
  return (
    <div class="w-say">
      {picking.value && <Lazy chunk="emoji" pick={insert} close={() => ((picking.value = false), field.current?.focus())} />}
      {isTooLong(text.value) && <p class="err" role="alert"><Icon name="alert" small />{t('too_long', { n: [...text.value].length - 8000 })}</p>}
      <div class="w-compose">
        <textarea ref={field} rows={1} value={text.value} placeholder={t(inLine.value && screen.value === 'talk' ? 'add' : 'write')} aria-label={t('write')} enterkeyhint="send" dir="auto"
          onInput={event => write(event.currentTarget.value)} onBlur={() => typed(false)}
          onKeyDown={event => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229 && (event.preventDefault(), send())} />
        <IconButton icon="smile" label={t('emoji')} run={() => (picking.value = !picking.value)} aria-expanded={picking.value} />
        <button type="button" class={empty ? 'send off' : 'send'} aria-label={t('send')} aria-disabled={empty} onClick={send}><Icon name="up" /></button>
      </div>
    </div>
  )
}
