// What the website's server signed of its visitor: who it is there, and what it says of them.
import { t } from "../i18n";
import { Icon } from "../ui";
import type { Visitor } from "../wire";

const asText = (value: string | number | boolean | null): string => {
  if (typeof value === "boolean") return t(value ? "verified.yes" : "verified.no");
  return value === null ? "" : String(value);
};

export function Verified({ visitor }: { visitor: Visitor }) {
  if (!visitor.external_id) return null;
  return (
    <section>
      <h2><span>{t("verified.title")}</span><Icon name="shield" small /></h2>
      <dl class="d-kv">
        <div><Icon name="person" small /><dt>{t("verified.id")}</dt><dd title={visitor.external_id} dir="auto">{visitor.external_id}</dd></div>
        {Object.entries(visitor.attributes).map(([name, value]) => <div key={name}><i /><dt class="cut" dir="auto" title={name}>{name}</dt><dd title={asText(value)} dir="auto">{asText(value)}</dd></div>)}
      </dl>
    </section>
  );
}
