// "Talk to a person", in sight on every screen where nobody of flesh answers yet, with what it costs in time.
import { t, waitRange } from '../core/i18n'
import { askForPerson } from '../state/actions'
import { agentHere, asking, hours, inbox, inLine, isLive, ready, screen } from '../state/store'
import { openingLine } from './opening'
import { Icon } from './parts'

export function Human() {
  const time = hours.value
  const range = inbox.value?.estimated_wait_range
  if ((agentHere.value && isLive.value) || inLine.value) return null
  if (time && !time.open)
    return <button type="button" class="w-human" onClick={() => (screen.value = 'offline')}><Icon name="mail" small />{t('leave_message')}<span>{openingLine(time)}</span></button>
  return (
    <div class="w-both">
      <button type="button" class="w-human" disabled={!ready.value || asking.value} onClick={askForPerson}>
        <Icon name="person" small />{t(asking.value ? 'asking' : 'talk_to_person')}
        {range && <span class="num">{t('about', { wait: waitRange(range) })}</span>}
      </button>
      {inbox.value && !inbox.value.agents.length && <button type="button" class="w-leave" onClick={() => (screen.value = 'offline')}>{t('leave_message')}</button>}
    </div>
  )
}
