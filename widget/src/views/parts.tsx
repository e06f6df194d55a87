// The small parts every screen uses: icons, the mark, faces, presence, the bar on top and the foot.
import { effect } from '@preact/signals-core'
import type { ComponentChildren } from 'preact'
import { t } from '../core/i18n'
import { closePanel } from '../state/host'
import { screen, type Screen } from '../state/store'
import type { Person } from '../wire/types'

const CIRCLE = 'M3 10a7 7 0 1 0 14 0 7 7 0 1 0-14 0'
const PATHS = {
  close: 'm5 5 10 10M15 5 5 15',
  back: 'M12 4 6 10l6 6',
  next: 'm8 4 6 6-6 6',
  up: 'M10 16V4.5M5 9l5-5 5 5',
  smile: CIRCLE + 'M7 11.8c.7 1.1 1.7 1.7 3 1.7s2.3-.6 3-1.7M7.6 8h.01M12.4 8h.01',
  person: 'M6.7 6.8a3.3 3.3 0 1 0 6.6 0 3.3 3.3 0 1 0-6.6 0M3.8 16.5c.6-3 3-4.7 6.2-4.7s5.6 1.7 6.2 4.7',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  clock: CIRCLE + 'M10 6v4l2.6 1.8',
  alert: CIRCLE + 'M10 6.5v4.2M10 13.5h.01',
  doc: 'M5 3h6.5L15 6.5V17H5zM11 3v4h4M7.5 11h5M7.5 14h3',
  wifi: 'M2.5 8a11 11 0 0 1 3.7-2.3M17.5 8A11 11 0 0 0 9.5 5M5.5 11.3a6.5 6.5 0 0 1 3-1.6M14.5 11.3l-.8-.7M10 15h.01M3 3l14 14',
  search: 'M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0M13 13l4 4',
  mail: 'M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5',
}
/** What only a lazy chunk draws comes with it. */
export type IconName = keyof typeof PATHS | 'more' | 'checks' | 'ring' | 'edit' | 'machine'
export const addIcons = (paths: Partial<Record<IconName, string>>): void => void Object.assign(PATHS, paths)

export const Icon = ({ name, small }: { name: IconName; small?: boolean }) => (
  <svg class={small ? 'i s' : 'i'} viewBox="0 0 20 20" aria-hidden="true"><path d={(PATHS as Record<IconName, string>)[name]} /></svg>
)

export const Mark = () => (
  <svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M7 1h2a1 1 0 0 1 0 2v1.08a6 6 0 0 1 5 5.92v.5a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5V10a6 6 0 0 1 5-5.92V3a1 1 0 0 1 0-2ZM2 12h12a1 1 0 0 1 0 2H2a1 1 0 0 1 0-2Z" /></svg>
)

/** A person's face, or the first letter of the name; the bot and nobody in particular have the bell. */
export const Face = ({ who, size = '', dot }: { who: Person | null; size?: string; dot?: string | false }) => (
  <span class={`av ${size} ${who ? '' : 'bell'}`} aria-hidden="true">
    {who ? who.face ? <img src={`/static/faces.svg#${who.face}`} alt="" /> : <b>{[...who.name][0]}</b> : <Mark />}
    {dot && <i class={`dot ${dot}`} />}
  </span>
)

export const Faces = ({ people, size = '' }: { people: Person[]; size?: string }) => (
  <span class="avs">{people.slice(0, 2).map(who => <Face key={who.name} who={who} size={size} />)}</span>
)

export const IconButton = ({ icon, label, run, ...rest }: { icon: IconName; label: string; run: (event: Event) => void; [attribute: string]: unknown }) => (
  <button type="button" class="w-icon" aria-label={label} title={label} onClick={run} {...rest}><Icon name={icon} /></button>
)

export const Foot = ({ children }: { children?: ComponentChildren }) => (
  <footer class="w-foot">
    {children}
    <div class="w-run"><Mark /><span>{t('runs_on')}</span></div>
  </footer>
)

/** Home or the conversation, whichever was shown last: screens that both lead to lead back there. */
let cameFrom: Screen = 'home'
effect(() => {
  if (screen.value === 'home' || screen.value === 'talk') cameFrom = screen.value
})
export const whereFrom = (): Screen => cameFrom

/** The bar over every screen but home: who is on the other side, the way back, perhaps a menu, the way out. */
export const Head = ({ face, title, line, to = 'home', children }: { face: ComponentChildren; title: string; line: ComponentChildren; to?: Screen; children?: ComponentChildren }) => (
  <header class="w-head">
    <IconButton icon="back" label={t('back')} run={() => (screen.value = to)} />
    <div class="w-who">{face}<div><h1>{title}</h1><span>{line}</span></div></div>
    {children}
    <IconButton icon="close" label={t('close')} run={closePanel} />
  </header>
)
