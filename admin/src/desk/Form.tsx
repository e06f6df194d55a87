// A message left: who, how to reach them, what they wrote, and one way to answer.
import { t } from "../i18n";
import { Icon, Time } from "../ui";
import type { Message } from "../wire";
import type { Contact } from "./callback";
import { Said } from "./Said";
import { state } from "./store";

function mailto(email: string, subject: string): string {
  return `mailto:${encodeURIComponent(email).replace(/%40/g, "@")}?subject=${encodeURIComponent(subject)}`;
}

export function Form({ message, inbox_id }: { message: Message; inbox_id: string }) {
  const { name, email, phone } = (message.data ?? {}) as Contact;
  const inbox = state.value.inboxes.find((known) => known.id === inbox_id)?.name ?? "";
  return (
    <article class="left">
      <header><Icon name={phone ? "phone" : "mail"} small /><b class="grow">{t(phone ? "form.title_call" : "form.title")}</b><Time at={message.created_at} as="clock" class="t3 cp" /></header>
      <dl>
        {name && <div><dt>{t("form.name")}</dt><dd class="wrap" dir="auto">{name}</dd></div>}
        {email && <div><dt>{t("form.email")}</dt><dd class="wrap" dir="ltr">{email}</dd></div>}
        {phone && <div><dt>{t("form.call_back")}</dt><dd class="wrap" dir="ltr"><a href={`tel:${phone}`}>{phone}</a></dd></div>}
      </dl>
      <p class="wrap said" dir="auto"><Said text={message.text} /></p>
      {email && <footer><a class="bt" href={mailto(email, t("form.subject", { inbox }))}><Icon name="mail" small />{t("form.reply")}</a></footer>}
    </article>
  );
}
