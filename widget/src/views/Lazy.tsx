// Screens that are not needed to open: fetched when first shown, the conversation in an idle moment before. They take
// Preact and the parts from kit.ts. What could not be fetched is fetched again as soon as there is a network.
import { effect, signal } from '@preact/signals-core'
import type { ComponentChildren, ComponentType } from 'preact'
import { t } from '../core/i18n'
import { load } from '../core/storage'
import { inLine, link, opened } from '../state/store'

type Chunk = keyof typeof LAZY_CHUNKS
type Props = Record<string, unknown>
const loaded = signal<Partial<Record<Chunk, ComponentType<Props> | null>>>({})
const asked = new Set<Chunk>()
let tries = 0

export function fetchChunk(chunk: Chunk): void {
  if (asked.has(chunk)) return
  asked.add(chunk)
  import(LAZY_CHUNKS[chunk] + (loaded.peek()[chunk] === null ? `?${++tries}` : '')).then( // a browser remembers what failed by its address
    (module: { default: ComponentType<Props> }) => (loaded.value = { ...loaded.peek(), [chunk]: module.default }),
    () => (asked.delete(chunk), (loaded.value = { ...loaded.peek(), [chunk]: null })),
  )
}

function fetchAgain(): void {
  const missing = loaded.peek()
  for (const chunk of Object.keys(missing) as Chunk[]) if (!missing[chunk]) fetchChunk(chunk)
}
addEventListener('online', fetchAgain)
effect(() => {
  if (link.value === 'up') fetchAgain()
})

const IDLE = 4000
const ahead = (): void => fetchChunk('talk')
for (const act of ['pointerdown', 'keydown']) addEventListener(act, ahead, { once: true })
effect(() => {
  if (inLine.value && load('ring')) ahead()
  if (!opened.value || link.value !== 'up') return
  const idle = setTimeout(ahead, IDLE)
  return () => clearTimeout(idle)
})

const Missing = ({ chunk }: { chunk: Chunk }) =>
  link.value === 'up'
    ? <><p role="alert">{t('not_loaded')}</p><button type="button" class="w-human" onClick={() => fetchChunk(chunk)}>{t('try_again')}</button></>
    : <p role="alert">{t('offline')}</p>

/** `around` is what stands there until the part does. */
export function Lazy({ chunk, around, ...props }: { chunk: Chunk; around?: (inside: ComponentChildren) => ComponentChildren; [prop: string]: unknown }) {
  const Part = loaded.value[chunk]
  if (Part) return <Part {...props} />
  if (Part === undefined) fetchChunk(chunk)
  const inside = Part === null ? <div class="w-lazy"><Missing chunk={chunk} /></div> : <div class="w-lazy late" aria-busy="true"><i class="sk" /><i class="sk" /></div>
  return <>{around && Part === null ? around(inside) : inside}</>
}
