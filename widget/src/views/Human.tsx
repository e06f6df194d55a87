// "Talk to a person", in sight on every screen where nobody of flesh answers yet, with what it costs in time.
import { aboutWait, t } from '../core/i18n'
import { askForPerson } from '../state/actions'
import { agentHere, asking, hours, inbox, inLine, isLive, nobodyHere, ready, screen } from '../state/store'
import { openingLine } from './opening'
import { Icon } from './parts'

const Leave = ({ why }: { why: string }) => (
  <button type="button" class="w-human first" onClick={() => (screen.value = 'offline')}><Icon name="mail" small /><b>{t('leave_first')}</b>{why && <span>{why}</span>}</button>
)

function Ask() {
  const range = inbox.value?.estimated_wait_range
  return (
    <button type="button" class="w-human" disabled={!ready.value || asking.value} onClick={askForPerson}>
      <Icon name="person" small />{t(asking.value ? 'asking' : 'talk_to_person')}
      {range && <span class="num">{aboutWait(range)}</span>}
    </button>
  )
}

export function Human() {
  const time = hours.value
  if ((agentHere.value && isLive.value) || inLine.value) return null
  if (time && !time.open) return <Leave why={openingLine(time)} />
  return nobodyHere.value ? <><Leave why={screen.value === 'home' ? '' : t('nobody_here')} /><Ask /></> : <Ask />
}
