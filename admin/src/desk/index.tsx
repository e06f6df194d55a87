// The desk: one page for agents.
import { t } from "../i18n";

export default function Desk() {
  return <main>{t("nav.label")}</main>;
}
