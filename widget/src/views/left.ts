// That a message was left and where the answer goes: said for a day, over a reload too.
import { signal } from '@preact/signals-core'
import { load, save } from '../core/storage'
import { now } from '../state/store'

const DAY = 864e5
interface Left {
  email: string
  at: number
  /** the question it was about, by the id of its message */
  about: string | undefined
}

const changed = signal(0)

export function leftMessage(): Left | null {
  void changed.value
  const left = JSON.parse(load('left') ?? 'null') as Left | null
  return left && now.value - left.at < DAY ? left : null
}

export function noteLeft(email: string, about?: string): void {
  save('left', JSON.stringify({ email, about, at: Date.now() } satisfies Left))
  changed.value++
}
