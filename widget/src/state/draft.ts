// What stands in the field, kept on every stroke: each tab has its own, and what was written last is also kept for the tab
// that is opened next. One tab that sends never takes another's words away.
import { load, onOtherTab, save } from '../core/storage'

const NAME = 'draft'

export const draft = (): string => load(NAME, 'sessionStorage') ?? load(NAME) ?? ''

export function saveDraft(text: string): void {
  const before = draft()
  save(NAME, text, 'sessionStorage')
  if (text || load(NAME) === before) save(NAME, text || null)
}

/** Another tab sent what it had written last: ours is the last now. */
export const watchDrafts = (): void => onOtherTab(NAME, value => {
  const mine = load(NAME, 'sessionStorage')
  if (value === null && mine) save(NAME, mine)
})
