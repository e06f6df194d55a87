// Screens that are not needed to open: fetched when first shown. They take Preact and the parts from kit.ts.
import { signal } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import { t } from '../core/i18n'

type Chunk = keyof typeof LAZY_CHUNKS
type Props = Record<string, unknown>
const loaded = signal<Partial<Record<Chunk, ComponentType<Props> | null>>>({})
const asked = new Set<Chunk>()

export function fetchChunk(chunk: Chunk): void {
  if (asked.has(chunk)) return
  asked.add(chunk)
  import(LAZY_CHUNKS[chunk]).then(
    (module: { default: ComponentType<Props> }) => (loaded.value = { ...loaded.value, [chunk]: module.default }),
    () => (asked.delete(chunk), (loaded.value = { ...loaded.value, [chunk]: null })),
  )
}

export function Lazy({ chunk, ...props }: { chunk: Chunk; [prop: string]: unknown }) {
  const Part = loaded.value[chunk]
  if (Part) return <Part {...props} />
  if (Part === undefined) fetchChunk(chunk)
  if (Part === undefined) return <div class="w-lazy late" aria-busy="true"><i class="sk" /><i class="sk" /></div>
  return <div class="w-lazy"><p role="alert">{t('not_loaded')}</p><button type="button" class="w-human" onClick={() => fetchChunk(chunk)}>{t('try_again')}</button></div>
}
