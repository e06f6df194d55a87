// One calm bar for what holds things up: no connection, too fast, refused, or something that did not work.
import { t } from '../core/i18n'
import { cutOff, link, now, outbox, slowUntil, trouble } from '../state/store'
import { Icon } from './parts'

export function Bars() {
  const wait = Math.ceil((slowUntil.value - now.value) / 1000)
  if (link.value === 'refused') return <p class="w-bar" role="alert"><Icon name="alert" small />{t('refused')}</p>
  if (cutOff.value && link.value !== 'up') return <p class="w-bar" role="status"><Icon name="wifi" small />{t('offline')}</p>
  if (wait > 0 && outbox.value.length) return <p class="w-bar calm" role="status"><Icon name="clock" small />{t('too_fast', { n: wait })}</p>
  return trouble.value ? <p class="w-bar calm" role="alert"><Icon name="alert" small />{t(trouble.value)}</p> : null
}
