// The emoji picker: the ones people use with a shop. Arrow keys move, Enter takes one, Escape closes.
import { addCss, t } from '../kit'
import css from './emoji.css'
import { EMOJIS } from './emojis'

addCss(css)

const buttons = (grid: Element): HTMLButtonElement[] => [...grid.querySelectorAll('button')]

function move(event: KeyboardEvent): void {
  const all = buttons(event.currentTarget as Element)
  const columns = all.filter(one => one.offsetTop === all[0]!.offsetTop).length
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
  if (!step) return
  event.preventDefault()
  all[all.indexOf(event.target as HTMLButtonElement) + step]?.focus()
}

let grid: HTMLDivElement | null = null
function hold(element: HTMLDivElement | null): void {
  if (element && !grid) buttons(element)[0]!.focus()
  grid = element
}

interface Props { pick: (emoji: string) => void; close: () => void }
export default function Emoji({ pick, close }: Props) {
  const onKey = (event: KeyboardEvent): void => {
    move(event)
    if (event.key === 'Escape') event.stopPropagation(), close()
  }
  return (
    <div class="w-emoji" role="group" aria-label={t('emoji')} ref={hold} onKeyDown={onKey}>
      {EMOJIS.map(emoji => <button type="button" key={emoji} onClick={() => (pick(emoji), close())}>{emoji}</button>)}
    </div>
  )
}
