// Which path shows which screen, and who may see it without signing in. The screens know nothing of each other.
import { effect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addStrings, t, type Strings } from "./i18n";
import { navigate, path, query, segments } from "./router";
import { agent, loadSession } from "./session";
import { Button, ScreenSkeleton, Toasts } from "./ui";

/** A screen: the component, and optionally its own words, loaded before it is drawn. */
interface Screen { default: ComponentType; strings?: Strings }

const OPEN: Record<string, () => Promise<Screen>> = {
  login: () => import("./login/index"),
  setup: () => import("./setup/index"),
  invite: () => import("./invite/index"),
};
const GUARDED: Record<string, () => Promise<Screen>> = {
  desk: () => import("./desk/index"),
  settings: () => import("./settings/index"),
};

const area = (): string => segments()[0] ?? "desk";

function Failed() {
  return (
    <div class="failed" role="alert">
      <h1>{t("app.unreachable")}</h1>
      <p>{t("app.unreachable_next")}</p>
      <Button kind="main" onClick={() => location.reload()}>{t("ui.try_again")}</Button>
    </div>
  );
}

function useScreen(name: string): { shown: ComponentType | null; failed: boolean } {
  const [state, setState] = useState<{ name: string; shown: ComponentType | null; failed: boolean }>({ name: "", shown: null, failed: false });
  useEffect(() => {
    let here = true;
    const load = OPEN[name] ?? GUARDED[name];
    const put = (shown: ComponentType | null, failed: boolean): void => { if (here) setState({ name, shown, failed }); };
    load?.().then(async (screen) => {
      if (screen.strings) await addStrings(screen.strings);
      put(screen.default, false);
    }).catch(() => put(null, true));
    return () => { here = false; };
  }, [name]);
  return state.name === name ? state : { shown: null, failed: false };
}

/** Whoever is signed in is at the desk on every screen, settings included: held here, ended by signing out. */
function useAttendance(name: string, failed: () => void): ComponentType | null {
  const [Over, setOver] = useState<ComponentType | null>(null);
  const me = name in GUARDED ? agent.value?.id : undefined;
  useEffect(() => {
    if (!me) return undefined;
    let here = true;
    let leave = (): void => undefined;
    import("./desk/attend").then(({ attend }) => { if (here) leave = attend(); }).catch(failed);
    import("./desk/OfferedCard").then(({ OfferedCard }) => setOver(() => OfferedCard)).catch(failed);
    return () => { here = false; leave(); };
  }, [me]);
  return me ? Over : null;
}

/** Sends people where they belong: nobody to sign-in, the signed-in away from it, unknown paths to the desk. */
function guard(): void {
  const name = area();
  if (!(name in OPEN) && !(name in GUARDED)) navigate("/desk", { replace: true });
  if (name in GUARDED && agent.value === null) navigate(`/login?next=${encodeURIComponent(path.value)}`, { replace: true });
  if (name === "login" && agent.value) navigate(safeNext(query("next")), { replace: true });
}

/** Only a path of our own: `//elsewhere.example` is none. */
export function safeNext(next: string | null): string {
  return next && /^\/(desk|settings)(\/|$)/.test(next) ? next : "/desk";
}

export function App() {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    loadSession().catch(() => setLost(true));
    return effect(guard);
  }, []);
  const name = area();
  const { shown: Shown, failed } = useScreen(name);
  const [away, setAway] = useState(false);
  const Over = useAttendance(name, () => setAway(true));
  if (failed || away || (lost && agent.value === undefined)) return <Failed />;
  const ready = name in OPEN || agent.value;
  // The gates are small; the desk and the settings take a while on a slow line.
  return <>{ready && Shown ? <Shown /> : agent.value && <ScreenSkeleton />}{Over && <Over />}<Toasts /></>;
}
