// Lines between the messages: what happened, in the visitor's language. The message's own text is the English of it and
// stands in for what this version does not know.
import { clock, place, t } from '../../kit'
import type { Message } from '../../wire/types'

export function activityLine({ data, text, created_at }: Message): string {
  const time = clock(created_at)
  const by = typeof data?.by === 'object' ? data.by : null
  switch (data?.activity) {
    case 'assigned': return t('act_assigned', { name: data.agent?.name ?? '', time })
    case 'transferred': return t('act_transferred', { name: data.agent?.name ?? '', time })
    case 'queued': return t(data.by === 'bot' ? 'act_queued_bot' : 'act_queued', { time })
    case 'agent_gone': return t(data.reason === 'left' ? 'act_gone' : 'act_lost', { name: data.agent?.name ?? '', place: place({ position: data.position ?? 1 }) })
    case 'left_queue': return t('act_left', { time })
    case 'resolved': return by?.type === 'agent' ? t('act_resolved', { name: by.name, time }) : t(data.reason ? 'act_idle' : 'act_ended', { time })
    case 'reopened': return t('act_reopened', { time })
    default: return text
  }
}
