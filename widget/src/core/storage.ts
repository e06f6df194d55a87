// What outlives a reload, under the desk's origin: the visitor token, the outbox, the drafts (the tab's own in sessionStorage). Where a browser blocks
// storage in frames of other sites the same calls work in memory, for as long as the page stands.
const memory = new Map<string, string>()
let prefix = 'deskbell:'

export const useStorageOf = (inbox: string): void => void (prefix = `deskbell:${inbox}:`)

type Place = 'localStorage' | 'sessionStorage'
function store(place: Place = 'localStorage'): Storage | null {
  try {
    return window[place]
  } catch {
    return null
  }
}

export function load(name: string, place?: Place): string | null {
  return memory.get(name) ?? store(place)?.getItem(prefix + name) ?? null
}

export function save(name: string, value: string | null, place?: Place): void {
  memory.delete(name)
  try {
    if (value === null) store(place)?.removeItem(prefix + name)
    else store(place)!.setItem(prefix + name, value)
  } catch {
    if (value !== null) memory.set(name, value)
  }
}

export function names(start: string): string[] {
  const kept = store()
  const stored = kept ? Array.from({ length: kept.length }, (_, i) => kept.key(i)!).filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)) : []
  return [...new Set([...stored, ...memory.keys()])].filter(name => name.startsWith(start))
}

/** Another tab of this browser changed something. */
export function onOtherTab(name: string, run: (value: string | null) => void): void {
  addEventListener('storage', event => event.key === prefix + name && run(event.newValue))
}
