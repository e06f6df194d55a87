// Somebody writes.
import { t } from "../i18n";
import { Avatar } from "../ui";
import type { Author } from "../wire";

export function TypingRow({ author }: { author: Author }) {
  return (
    <div class="row them">
      <Avatar name={author.name} face={author.face} size={28} />
      <span class="typing" role="img" aria-label={t("conversation.typing", { name: author.name })}><i /><i /><i /></span>
    </div>
  );
}
