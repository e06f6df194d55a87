// The live preview in the settings: the real screens with sample people, no connection. The settings, on our own origin,
// send the brand as it is being edited; widget/README.md has the message.
import { addCss, App, chooseTheme, dress, Icon, Mark, signal, store } from '../kit'
import type { Brand, Inbox } from '../wire/types'
import css from './preview.css'

addCss(css)
interface Look extends Partial<Pick<Inbox, 'name' | 'greeting' | 'suggested_questions' | 'agents' | 'locale'>> {
  brand?: Brand
  theme?: 'light' | 'dark'
  open?: boolean
  phone?: boolean
}
const look = signal<Look>({})

function show(next: Look): void {
  look.value = { ...look.value, ...next }
  const { brand = store.brand.value, name = store.name.value, greeting = '', suggested_questions = [], agents = [{ name: 'Ann', face: 'ann' }, { name: 'Ben', face: 'ben' }], locale = 'en', theme = null } = look.value
  dress(brand)
  chooseTheme(theme)
  store.opened.value = true
  store.hours.value = { open: true, opens_at: null, closes_at: null, time_zone: 'UTC', always_open: true, week: {}, exceptions: [] }
  store.inbox.value = { id: '', key: '', name, brand, greeting, suggested_questions, agents, locale }
}

addEventListener('message', ({ source, origin, data }) => {
  if (source === parent && origin === location.origin && data?.deskbell === 'preview') show(data.config as Look)
})
show({})
if (parent !== window) parent.postMessage({ deskbell: 'preview_ready' }, location.origin)

export default function Preview() {
  const { brand = store.brand.value, open = true, phone } = look.value
  const place = (stage: HTMLElement | null): void => {
    stage?.style.setProperty('--x', `${brand.offset_x}px`)
    stage?.style.setProperty('--y', `${brand.offset_y}px`)
  }
  return (
    <div class={phone ? 'stage phone' : 'stage'} ref={place} inert>
      {open && <div class={`panel ${brand.position}`}><App /></div>}
      {!(open && phone) && <div class={`bell ${brand.position}`}>{open ? <Icon name="next" /> : <><Mark />{brand.launcher_text && <span>{brand.launcher_text}</span>}</>}</div>}
    </div>
  )
}
