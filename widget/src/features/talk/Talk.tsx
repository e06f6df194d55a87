// A conversation: who answers, the place in line, the log, and where to write.
import { addCss, addIcons, Bars, Composer, Foot, Human, learn, store, t } from '../../kit'
import words from 'words:talk'
import screens from '../screens.css'
import { TalkHead } from './Head'
import { Line, Ways } from './Line'
import line from './line.css'
import { Log } from './Log'
import { Past } from './Past'
import log from './talk.css'
import { reading } from './view'

;[screens, log, line].forEach(addCss)
addIcons({
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  checks: 'm1.5 10.5 3.5 3.7 6.7-8M9 13.7l.5.5 7.5-8.2',
  ring: 'M10 3.5v-1M3.5 13.5a6.5 6.5 0 0 1 13 0zM2.5 16.5h15',
})
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

export default () => (reading.value ? <Past /> : <Talk />)
