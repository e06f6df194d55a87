// An error beside its cause: an icon, what happened, what to do.
import { Icon } from "./Icon";

export function ErrorText({ text, id }: { text: string | null | undefined; id?: string | undefined }) {
  if (!text) return null;
  return <p class="err" id={id} role="alert"><Icon name="alert" small /><span>{text}</span></p>;
}
