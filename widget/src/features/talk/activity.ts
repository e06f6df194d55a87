// Lines between the messages: what happened, in the visitor's language. The message's own text is the English of it and
// stands in for what this version does not know.
import { clock, place, t } from '../../kit'
import type { Message, MessageData } from '../../wire/types'

export function activityLine({ data, text, created_at }: Message): string {
  const time = clock(created_at)
  const by = typeof data?.by === 'object' ? data.by : null
  switch (data?.activity) {
    case 'assigned': return t(HANDS[data.reason ?? ''] ?? 'act_assigned', { name: data.agent?.name ?? '', time })
    case 'transferred': return handed(data, time)
    case 'closed': return t(data.closing === 'form' ? 'act_closed_form' : 'act_closed_serve', { time })
    case 'queued': return t(data.by === 'bot' ? BECAUSE[data.reason ?? ''] ?? 'act_queued_on' : 'act_queued', { time })
    case 'agent_gone': return t(data.reason === 'left' ? 'act_gone' : 'act_lost', { name: data.agent?.name ?? '', place: place({ position: data.position ?? 1 }) })
    case 'left_queue': return t('act_left', { time })
    case 'resolved': return by?.type === 'agent' ? t('act_resolved', { name: by.name, time }) : t(data.reason ? 'act_idle' : 'act_ended', { time })
    case 'reopened': return t('act_reopened', { time })
    default: return text
  }
}

/** Who refuses what was handed to them is not named: the one before goes on. */
const HANDS: Record<string, string> = { refused: 'act_back', taken_over: 'act_transferred' }

/** Why the bot has put them in line, where a visitor may know it: no rule is named, and nobody called angry. */
const BECAUSE: Record<string, string> = { asked: 'act_queued_asked', misses: 'act_queued_bot' }

function handed({ from, agent, team, bot }: MessageData, time: string): string {
  if (!team && !bot) return t('act_transferred', { name: agent?.name ?? '', time })
  return t(from ? (team ? 'act_team' : 'act_bot') : 'act_queued', { name: from?.name ?? '', team: team?.name ?? '', time })
}
