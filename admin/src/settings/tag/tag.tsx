// The tag to paste, what a strict content policy needs, the check of a page, and where the tag was seen.
import { t } from "../../i18n";
import type { Embed, Inbox } from "../model";
import { SeenElsewhere } from "../origins/origins";
import { Ago } from "../parts/ago";
import { Loading, NotLoaded } from "../parts/broken";
import { CopyBlock } from "../../setup/copy";
import { useLoaded } from "../parts/loaded";
import { embeds, inbox, loadEmbed } from "../store";
import { CheckPanel } from "./check-panel";
import { IdentityPart } from "./identity";

/** The desk's origin as the tag names it, which may differ from where this page was opened. */
function deskOriginOf(snippet: string): string {
  const src = /src="([^"]+)"/.exec(snippet)?.[1];
  try {
    return new URL(src ?? "", location.href).origin;
  } catch {
    return location.origin;
  }
}

const policyFor = (desk: string): string => [`script-src 'self' ${desk};`, `frame-src ${desk};`, "connect-src 'self';", "img-src 'self';"].join("\n");

function Snippet({ embed, desk, of }: { embed: Embed; desk: string; of: Inbox }) {
  const mail = `mailto:?subject=${encodeURIComponent(t("settings.tag.mail_subject", { inbox: of.name }))}&body=${encodeURIComponent(t("settings.tag.mail_body", { snippet: embed.snippet, policy: policyFor(desk) }))}`;
  return (
    <fieldset>
      <legend>{t("settings.tag.snippet")}</legend>
      <p class="hint">{t("settings.tag.snippet_hint")}</p>
      <CopyBlock main text={embed.snippet} label={t("settings.tag.snippet")} />
      <p class="hint s-under">{t("settings.tag.for_whom")} <a href={mail}>{t("settings.tag.by_mail")}</a></p>
    </fieldset>
  );
}

function Policy({ desk }: { desk: string }) {
  return (
    <fieldset>
      <legend>{t("settings.tag.policy")}</legend>
      <p class="hint">{t("settings.tag.policy_hint")}</p>
      <CopyBlock text={policyFor(desk)} label={t("settings.tag.policy")} />
    </fieldset>
  );
}

function SeenList({ embed }: { embed: Embed }) {
  const seen = embed.seen.filter((one) => one.allowed);
  return (
    <fieldset>
      <legend>{t("settings.tag.seen")}</legend>
      {embed.seen.length === 0 && <p class="t2">{t("settings.tag.seen_none")}</p>}
      {seen.length > 0 && (
        <ul class="card s-list">
          {seen.map((one) => <li key={one.origin}><i class="dot" /><span class="grow wrap" dir="ltr">{one.origin}</span><span class="t3 sm"><Ago at={one.last_seen_at} /></span></li>)}
        </ul>
      )}
    </fieldset>
  );
}

export function Tag() {
  const of = inbox.value;
  const loaded = useLoaded(() => loadEmbed(of?.id ?? ""), [of?.id]);
  const embed = of && embeds.value[of.id];
  if (!of || !embed) return <div class="s-body"><div class="s-form"><NotLoaded of={loaded} />{!loaded.error && <Loading />}</div></div>;
  const desk = deskOriginOf(embed.snippet);
  return (
    <div class="s-body">
      <div class="s-form">
        <Snippet embed={embed} desk={desk} of={of} />
        <CheckPanel of={of} deskOrigin={desk} />
        <SeenList embed={embed} />
        <SeenElsewhere of={of} />
        <Policy desk={desk} />
        <IdentityPart of={of} />
      </div>
    </div>
  );
}
