// The objects of server/PROTOCOL.md that a visitor sees. No behaviour here.
export type Kind = 'text' | 'activity' | 'form' | 'card'

export interface Person { id?: string | null; name: string; face: string | null }
export interface Author extends Person { type: 'visitor' | 'agent' | 'bot' | 'system' }
export interface Suggestion { article_id: string; question: string }

export interface AskedField { name: string; label: string; type: 'text' | 'number' | 'email' | 'phone' | 'date' | 'long_text'; required: boolean }
export interface Ask { type: 'buttons' | 'text' | 'number' | 'email' | 'phone' | 'date' | 'choice' | 'form'; options?: { id: string; label: string }[]; fields?: AskedField[] }

export interface MessageData {
  activity?: 'assigned' | 'queued' | 'agent_gone' | 'left_queue' | 'transferred' | 'resolved' | 'reopened' | 'closed'
  /** of an assignment, of an agent who is gone, or of an end that nobody chose */
  reason?: string
  position?: number
  agent?: Person
  from?: Person | null
  team?: { id: string; name: string }
  bot?: boolean
  closing?: 'serve' | 'form'
  by?: Author | 'visitor' | 'bot'
  card?: 'answer' | 'suggestions' | 'unknown' | 'courtesy' | 'closed' | 'reminder' | 'full' | 'flow' | 'look_up' | 'composed'
  title?: string
  url?: string | null
  helpful?: boolean | null
  suggestions?: Suggestion[]
  /** what was printed before did not help: the text says so */
  after?: 'not_helpful' | 'search'
  opens_at?: string | null
  /** of a look-up: what was found */
  fields?: { label: string; value: string }[]
  /** of a machine's answer, in which `[1]` is the first of the sources */
  answer?: string
  sources?: { article_id: string; title: string; url: string | null }[]
  /** of a flow's card: what is asked, null if nothing */
  ask?: Ask | null
}

export interface Message {
  id: string
  conversation_id: string
  seq: number
  client_id: string | null
  kind: Kind
  author: Author
  text: string
  data: MessageData | null
  created_at: string
}

/** What a machine has written so far of an answer; null: no more comes. A hint, kept nowhere. */
export interface Draft { conversation_id: string; after_seq: number; text: string | null }

export interface Marks { delivered_seq: number; read_seq: number }

export interface Queue {
  position: number
  ahead: number
  estimated_wait_seconds: number | null
  estimated_wait_range: [low: number, high: number] | null
  agents_online: number
  waiting_since: string
  calculated_at: string
  /** why the wait grew; `from` is the whole wait told before */
  reason?: { code: string; from: [low: number, high: number] | null; at: string } | null
  /** what becomes of the line while it is closed */
  closed?: 'serve' | 'form' | null
}

export interface Csat { rating: number; comment: string | null; changeable_until: string }

export interface Conversation {
  id: string
  kind: 'live' | 'offline'
  status: 'open' | 'snoozed' | 'resolved'
  assignee: { type: 'agent' | 'bot'; id: string | null; name: string; face: string | null } | null
  waiting: boolean
  queue: Queue | null
  last_seq: number
  read_marks: { visitor: Marks; agent: Marks }
  csat: Csat | null
  created_at: string
  updated_at: string
  resolved_at: string | null
  resolved_by: Author | null
  last_message: { kind: Kind; author: Author; text: string; created_at: string } | null
}

export interface Roles { [role: string]: string | boolean }
export interface Brand {
  color: string
  roles: { light: Roles; dark: Roles }
  logo_url: string | null
  position: 'left' | 'right'
  offset_x: number
  offset_y: number
  launcher_text: string
}

export interface Inbox {
  id: string
  key: string
  name: string
  brand: Brand
  greeting: string
  suggested_questions: { text: string }[]
  agents: { name: string; face: string | null }[]
  locale: string
  /** what somebody who asks for a person now would be told, where the server measures it */
  estimated_wait_range?: [number, number] | null
  typical_wait_seconds?: number | null
  /** so many wait that the next one is refused */
  line_full?: boolean
  /** where the line is full the form asks for a number to call */
  call_back?: boolean
}

export type Week = Record<string, [from: string, to: string][]>
export interface Hours {
  open: boolean
  opens_at: string | null
  closes_at: string | null
  time_zone: string
  always_open: boolean
  week: Week
  /** of the coming seven days: these count in place of the week's */
  exceptions: { date: string; name: string; ranges: Week[string] }[]
}

export interface Visitor { id: string; name: string | null; email: string | null; returning: boolean }
export interface Page { url: string; title: string; referrer: string }
export interface Identity { name?: string; email?: string; token?: string }

export interface Session {
  visitor: Visitor
  token: string
  inbox: Inbox
  conversation: Conversation | null
  business_hours: Hours
  identity_error?: Failure | null
}

export interface Failure { code: string; message: string; retry_after?: number; fields?: Record<string, { code: string; message: string }> }
export type Answer<T> = ({ ok: true } & T) | { ok: false; error: Failure }
