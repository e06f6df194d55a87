// What asking for a person is called while too many wait.
import { t } from '../core/i18n'
import { inbox } from '../state/store'

/** Nothing while the line has room. It is asked for all the same: whose priority is high is let in. */
export const fullLine = (): string => (inbox.value?.line_full ? t(inbox.value.call_back ? 'full_call' : 'full_leave') : '')
