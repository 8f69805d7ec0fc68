// A certified provider (oidc-provider) at `port` of this machine, for one client: the portal at `site`. Who types a name there is
// that account, with a password alone or with a second step; its address is checked. Writes what came to pass as a line of JSON each.
import { createRequire } from "node:module";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";

const [, , port, site, secret] = process.argv;
const require = createRequire(`${process.cwd()}/`);
const { default: Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));
const write = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: "igm-portaal",
    client_secret: secret,
    redirect_uris: [`${site}/account/werkaccount/zandstad/terug/`],
    post_logout_redirect_uris: [`${site}/account/aanmelden/`],
  }],
  pkce: { required: () => true },
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
  cookies: { keys: [randomUUID()] },
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
  // As Entra ID and Keycloak do: the portal reads the signed token and asks nothing after it (ADR 62).
  conformIdTokenClaims: false,
  findAccount: (_ctx, name) => ({
    accountId: name,
    claims: () => ({ sub: name, email: `${name}@zandstad.example`, email_verified: true, name }),
  }),
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  // The organisation agreed for everybody, so that nobody is asked.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const form = `<!DOCTYPE html><html lang="nl"><title>Werkaccount</title><h1>Werkaccount</h1><form method="post">
<label>Naam <input name="name"></label><button name="amr" value="pwd">Wachtwoord</button><button name="amr" value="mfa">Tweede stap</button></form>`;

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  await provider.interactionDetails(ctx.req, ctx.res); // refuses who did not come here by the portal
  if (ctx.method === "GET") {
    ctx.type = "html";
    ctx.body = form;
    return;
  }
  let sent = "";
  for await (const part of ctx.req) sent += part;
  const fields = new URLSearchParams(sent);
  await provider.interactionFinished(ctx.req, ctx.res, {
    login: { accountId: fields.get("name"), amr: fields.get("amr") === "mfa" ? ["pwd", "mfa"] : ["pwd"] },
  });
  ctx.respond = false;
});

provider.on("interaction.started", (_ctx, { name }) => write("asked", { name }));
provider.on("authorization.success", ({ oidc: { params, account, amr } }) => write("code", {
  method: params.code_challenge_method, challenge: params.code_challenge, account: account.accountId, amr,
}));
provider.on("grant.success", ({ oidc: { params } }) => write("token", { verifier: params.code_verifier }));
provider.on("grant.error", (_ctx, { error }) => write("refused", { error }));
provider.on("end_session.success", () => write("signed out"));
provider.on("server_error", (_ctx, fault) => write("fault", { error: String(fault) }));
provider.listen(Number(port), "localhost");
