// Where in the log an unsent message stands.
import type { Item } from '../../core/outbox'

/** Those that stand right below `seq` in a log that ends with `end`: what failed where it was written, what is on its way
    at the end, since there it will be. */
export const below = (items: Item[], seq: number, end: number): Item[] =>
  items.filter(({ state, after_seq = end }) => (state === 'failed' ? Math.min(after_seq, end) : end) === seq)
