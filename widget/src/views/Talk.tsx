// A conversation: who answers, the place in line, the log, and where to write.
import { t } from '../core/i18n'
import { canRate, conversation, inLine, screen } from '../state/store'
import { Bars } from './Bars'
import { Composer } from './Composer'
import { TalkHead } from './Head'
import { Human } from './Human'
import { Line, Ways } from './Line'
import { Log } from './Log'
import { Foot } from './parts'

const Rate = () => canRate.value && (
  <button type="button" class="btn quiet wide" onClick={() => (screen.value = 'rating')}>{t(conversation.value!.csat ? 'change_rating' : 'how_was_it')}</button>
)

export const Talk = () => (
  <>
    <TalkHead />
    <Bars />
    {inLine.value && <Line />}
    <Log />
    <Foot>{inLine.value ? <Ways /> : <Rate />}<Human /><Composer /></Foot>
  </>
)
