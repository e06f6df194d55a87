// How much of the panel the place in line may take: its whole card while the conversation below has room, else one line.
// The visitor's own choice stands over both.
import { effect, signal, store } from '../../kit'

const LOW = 600
const low = signal(innerHeight < LOW)
addEventListener('resize', () => (low.value = innerHeight < LOW))

/** The log did not fit: stays so for this wait, since folding the card gives the room back. */
export const crowded = signal(false)
const chosen = signal<boolean | null>(null)

export const folded = (): boolean => chosen.value ?? (low.value || crowded.value)
export const turnCard = (): void => void (chosen.value = !folded())

effect(() => {
  if (store.inLine.value) return
  crowded.value = false
  chosen.value = null
})
