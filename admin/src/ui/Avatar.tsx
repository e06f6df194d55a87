// Who speaks: agents have a face, visitors a letter, the bot the bell. Presence is a shape as well as a colour.
import { useState } from "preact/hooks";
import { t } from "../i18n";
import type { Presence } from "../wire";
import { Mark } from "./Icon";

export type AvatarSize = 20 | 28 | 32 | 48;

/** The first letter a person would call it by: emoji and Han count as one. */
export function letter(name: string): string {
  return (Array.from(name.trim())[0] ?? "?").toLocaleUpperCase();
}

export function PresenceDot({ presence }: { presence: Presence }) {
  return <i class={`dot ${presence}`} role="img" aria-label={t(`presence.${presence}`)} title={t(`presence.${presence}`)} />;
}

export interface AvatarProps { name: string; face?: string | null | undefined; bot?: boolean | undefined; size?: AvatarSize | undefined; presence?: Presence | undefined }

export function Avatar({ name, face, bot, size = 32, presence }: AvatarProps) {
  const [broken, setBroken] = useState(false);
  const dot = presence ? <PresenceDot presence={presence} /> : null;
  if (bot) return <span class={`av bell s${size}`} aria-hidden="true"><Mark /></span>;
  if (!face || broken) return <span class={`av mono s${size}`}><span aria-hidden="true">{letter(name)}</span>{dot}</span>;
  return (
    <span class={`av s${size}`}>
      <img src={`/static/faces.svg#${encodeURIComponent(face)}`} alt="" onError={() => setBroken(true)} />{dot}
    </span>
  );
}
