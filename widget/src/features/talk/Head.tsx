// Who answers, over the log: an agent, the line, the bot, or nobody any more; and a small menu.
import { Face, Faces, Head, IconButton, signal, store, t } from '../../kit'
import { endConversation } from './actions'

const lineState = (): string => {
  const { closed, agents_online } = store.conversation.value!.queue!
  return closed ? 'closed_now' : agents_online ? 'place_kept' : 'nobody_here'
}

export function TalkHead() {
  const agent = store.agentHere.value
  const here = store.inbox.value?.agents ?? []
  if (store.conversation.value?.status === 'resolved') {
    const person = store.served.value
    return <Head face={<Face who={person} />} title={person?.name ?? t('bot_name')} line={t('ended')}><Menu /></Head>
  }
  if (agent) {
    const online = store.assigneeOnline.value
    return <Head face={<Face who={agent} dot={online ? 'online' : 'away'} />} title={agent.name} line={t(online ? 'online' : 'away')}><Menu /></Head>
  }
  if (store.inLine.value) return <Head face={here.length ? <Faces people={here} /> : <Face who={null} />} title={t('in_line')} line={t(lineState())}><Menu /></Head>
  return <Head face={<Face who={null} />} title={t('bot_name')} line={t('bot_line')}><Menu /></Head>
}

const shown = signal(false)
const hide = (): void => void (shown.value = false)
const choose = (run: () => void) => () => (hide(), run())

const leave = (event: FocusEvent): void => {
  if (!(event.currentTarget as Element).contains(event.relatedTarget as Node)) hide()
}
const escape = (event: KeyboardEvent): void => {
  if (event.key === 'Escape' && shown.value) event.stopPropagation(), hide()
}

const Menu = () => (
  <div class="w-menu" onKeyDown={escape} onFocusOut={leave}>
    <IconButton icon="more" label={t('more')} run={() => (shown.value = !shown.value)} aria-expanded={shown.value} />
    {shown.value && (
      <div class="w-drop">
        <button type="button" onClick={choose(() => (store.screen.value = 'search'))}>{t('search')}</button>
        <button type="button" onClick={choose(() => (store.screen.value = 'earlier'))}>{t('earlier')}</button>
        {store.isLive.value && <button type="button" onClick={choose(() => void endConversation())}>{t('end')}</button>}
      </div>
    )}
  </div>
)
