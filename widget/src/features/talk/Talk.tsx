// A conversation: who answers, the place in line, the log, and where to write.
import { addCss, Bars, Composer, Foot, Human, learn, store, t } from '../../kit'
import words from 'words:talk'
import screens from '../screens.css'
import { TalkHead } from './Head'
import { Line, Ways } from './Line'
import line from './line.css'
import { Log } from './Log'
import log from './talk.css'

;[screens, log, line].forEach(addCss)
learn(words)
const { canRate, conversation, inLine, screen } = store

const Rate = () => canRate.value && (
  <button type="button" class="btn quiet wide" onClick={() => (screen.value = 'rating')}>{t(conversation.value!.csat ? 'change_rating' : 'how_was_it')}</button>
)

const Talk = () => (
  <>
    <TalkHead />
    <Bars />
    {inLine.value && <Line />}
    <Log />
    <Foot>{inLine.value ? <Ways /> : <Rate />}<Human /><Composer /></Foot>
  </>
)

export default Talk
