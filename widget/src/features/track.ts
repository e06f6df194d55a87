// Tells the server what happened on the host page: an event by its name, or the seconds on a page. A flow may wait for it.
import { ask, effect, store } from '../kit'

const MOST = 100

effect(() => {
  const seen = store.tracked.value
  if (store.link.value !== 'up' || !seen.length) return
  store.tracked.value = []
  for (const [what, url] of seen) void ask('track_event', { ...(typeof what === 'number' ? { seconds: what } : { name: String(what).slice(0, MOST) }), page: { url } })
})

/** There is nothing to draw. */
export default (): null => null
