// The bar over every screen but home: who is on the other side, the way back, a small menu, the way out.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { t } from '../core/i18n'
import { endConversation } from '../state/actions'
import { closePanel } from '../state/host'
import { agentHere, assigneeOnline, hours, inbox, inLine, isLive, name, screen } from '../state/store'
import { openingLine } from './opening'
import { Face, Faces, IconButton } from './parts'

export const Head = ({ face, title, line, plain }: { face: ComponentChildren; title: string; line: ComponentChildren; plain?: boolean }) => (
  <header class="w-head">
    <IconButton icon="back" label={t('back')} run={() => (screen.value = screen.value === 'rating' ? 'talk' : 'home')} />
    <div class="w-who">{face}<div><h1>{title}</h1><span>{line}</span></div></div>
    {!plain && <Menu />}
    <IconButton icon="close" label={t('close')} run={closePanel} />
  </header>
)

/** Whoever answers: an agent, the line, the bot. */
export function TalkHead() {
  const agent = agentHere.value
  if (agent) {
    const online = assigneeOnline.value
    return <Head face={<Face who={agent} dot={online ? 'online' : 'away'} />} title={agent.name} line={t(online ? 'online' : 'away')} />
  }
  if (inLine.value) return <Head face={<Faces people={inbox.value?.agents ?? []} />} title={t('in_line')} line={t('place_kept')} />
  return <Head face={<Face who={null} />} title={t('bot_name')} line={t('bot_line')} />
}

export const InboxHead = () => (
  <Head plain face={<Face who={null} />} title={name.value} line={hours.value && !hours.value.open ? <><i class="dot offline" />{openingLine(hours.value)}</> : t('leave_message')} />
)

function Menu() {
  const shown = useSignal(false)
  const hide = (): void => void (shown.value = false)
  const choose = (run: () => void) => () => (hide(), run())
  return (
    <div class="w-menu" onKeyDown={event => event.key === 'Escape' && shown.value && (event.stopPropagation(), hide())} onFocusOut={event => (event.currentTarget as Element).contains(event.relatedTarget as Node) || hide()}>
      <IconButton icon="more" label={t('more')} run={() => (shown.value = !shown.value)} aria-expanded={shown.value} />
      {shown.value && (
        <div class="w-drop">
          <button type="button" onClick={choose(() => (screen.value = 'earlier'))}>{t('earlier')}</button>
          {isLive.value && <button type="button" onClick={choose(() => void endConversation())}>{t('end')}</button>}
        </div>
      )}
    </div>
  )
}
