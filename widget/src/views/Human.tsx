// "Talk to a person", in sight on every screen where nobody of flesh answers yet, with what it costs in time; and the
// other way, which is the first one only while the desk is closed and nothing was left yet.
import { aboutWait, t } from '../core/i18n'
import { askForPerson } from '../state/actions'
import { agentHere, asking, conversation, hours, inbox, inLine, isLive, nobodyHere, ready, screen } from '../state/store'
import { fullLine } from './full'
import { leftMessage } from './left'
import { openingLine } from './opening'
import { Icon } from './parts'

const Leave = ({ first, why }: { first?: boolean; why?: string }) => (
  <button type="button" class={first ? 'w-human first' : 'w-human'} onClick={() => (screen.value = 'offline')}><Icon name="mail" small /><b>{t('leave_first')}</b>{why && <span>{why}</span>}</button>
)

function Ask() {
  const range = inbox.value?.estimated_wait_range
  return (
    <button type="button" class="w-human" disabled={!ready.value || asking.value} onClick={askForPerson}>
      <Icon name="person" small />{asking.value ? t('asking') : fullLine() || t('talk_to_person')}
      {range && <span class="num">{aboutWait(range)}</span>}
    </button>
  )
}

/** On home the card says that nobody is there, unless a conversation stands in its place. */
const Nobody = () => (
  <>
    {(screen.value !== 'home' || conversation.value) && <p class="w-nobody"><i class="dot offline" />{t('nobody_here')}</p>}
    <div class="w-two"><Ask /><Leave /></div>
  </>
)

export function Human() {
  const time = hours.value
  const left = leftMessage()
  if ((agentHere.value && isLive.value) || inLine.value) return null
  return (
    <>
      {left && <p class="w-left"><Icon name="check" small />{t(left.email.includes('@') ? 'left_note' : 'left_call', { email: left.email })}</p>}
      {time && !time.open ? <Leave first={!left} why={openingLine(time)} /> : nobodyHere.value ? <Nobody /> : <Ask />}
    </>
  )
}
