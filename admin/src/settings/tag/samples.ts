// How a website's server signs who its visitor is, in the languages most sites are written in. README.md has the same.

export type Language = "node" | "python" | "php";
export const LANGUAGES: { value: Language; label: string }[] = [
  { value: "node", label: "Node.js" },
  { value: "python", label: "Python" },
  { value: "php", label: "PHP" },
];

const SAMPLES: Record<Language, string> = {
  node: `import jwt from "jsonwebtoken";

const token = jwt.sign(
  { sub: String(user.id), name: user.name, email: user.email, attributes: { vip: user.isVip } },
  process.env.DESKBELL_IDENTITY_SECRET,
  { algorithm: "HS256", expiresIn: "10m" },
);`,
  python: `import os, time, jwt  # PyJWT

claims = {"sub": str(user.id), "name": user.name, "email": user.email,
          "exp": int(time.time()) + 600, "attributes": {"vip": user.is_vip}}
token = jwt.encode(claims, os.environ["DESKBELL_IDENTITY_SECRET"], algorithm="HS256")`,
  php: `use Firebase\\JWT\\JWT;

$claims = ["sub" => (string) $user->id, "name" => $user->name, "email" => $user->email,
           "exp" => time() + 600, "attributes" => ["vip" => $user->isVip]];
$token = JWT::encode($claims, getenv("DESKBELL_IDENTITY_SECRET"), "HS256");`,
};

export const sampleIn = (language: Language): string => SAMPLES[language];
export const callOnPage = `<script>
  window.Deskbell = window.Deskbell || function () { (Deskbell.q = Deskbell.q || []).push(arguments) };
  Deskbell("identify", { token: "THE TOKEN FROM YOUR SERVER" });
</script>`;
