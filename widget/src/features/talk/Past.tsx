// An earlier conversation, or a message that was left: to read again. The way on leads to the one that goes on.
import { Bars, Face, Foot, Head, newQuestion, store, t } from '../../kit'
import { Log } from './Log'

const { isLive, past, screen } = store

function PastHead() {
  const { kind, status, assignee, resolved_by } = past.value!
  const agent = [assignee, resolved_by].find(who => who?.type === 'agent') ?? null
  const left = kind === 'offline'
  return <Head to="earlier" face={<Face who={agent} />} title={left ? t('your_message') : agent?.name ?? t('bot_name')} line={t(left && status === 'open' ? 'by_mail' : 'ended')} />
}

const On = () => isLive.value
  ? <button type="button" class="btn main wide" onClick={() => (screen.value = 'talk')}>{t('to_current')}</button>
  : <button type="button" class="btn main wide" onClick={newQuestion}>{t('new_question')}</button>

export const Past = () => (
  <>
    <PastHead />
    <Bars />
    <Log />
    <Foot><On /></Foot>
  </>
)
