// The main job, done with the types that a public generator makes of the document, under strict checking.
// `node main_job.js URL` prints what it saw as JSON.
import createClient from "openapi-fetch";

import type { components, paths } from "./schema.js";

declare const process: { argv: string[] };

type RecordBody = components["schemas"]["RecordBody"];

const OWNER = "peter@initech-typescript.example";
const url = process.argv[2] ?? "";

function good<T>(answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

async function mailedToken(): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const outbox = (await (await fetch(`${url}/dev/outbox`)).json()) as { data: { to: string; token: string }[] };
    const mail = outbox.data.find((sent) => sent.to === OWNER);
    if (mail !== undefined) return mail.token;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no invitation was mailed");
}

async function mainJob(): Promise<Record<string, unknown>> {
  const stranger = createClient<paths>({ baseUrl: url });
  const signedUp = { name: "Initech", slug: "initech-typescript", owner_email: OWNER };
  const { org_id } = good(await stranger.POST("/organizations", { body: signedUp }));
  const accepted = good(
    await stranger.POST("/invitations/accept", {
      body: { token: await mailedToken(), name: "Peter", password: "correct horse battery staple" },
    }),
  );
  const owner = createClient<paths>({
    baseUrl: url,
    headers: { Authorization: `${accepted.token_type} ${accepted.access_token}` },
  });
  const path = { org_id };

  const project = good(
    await owner.POST("/organizations/{org_id}/projects", {
      params: { path },
      body: { name: "Web", slug: "web", type: "web", environment: "production" },
    }),
  );
  const key = good(
    await owner.POST("/organizations/{org_id}/api-keys", {
      params: { path },
      body: { name: "Metering", scopes: ["write:resources", "read:usage"] },
    }),
  ).key;
  const machine = createClient<paths>({ baseUrl: url, headers: { "X-API-Key": key ?? "" } });
  const record = (record_id: string, quantity: number): RecordBody => ({
    project_id: project.project_id, type: "api_call", quantity, record_id,
  });

  const recorded = good(
    await machine.POST("/organizations/{org_id}/resources", { params: { path }, body: record("one", 1) }),
  );
  const outcome = good(
    await machine.POST("/organizations/{org_id}/resources/batch", {
      params: { path },
      body: { records: [record("one", 1), record("two", 9_998), record("three", 2), record("four", 1)] },
    }),
  );
  const refused = await machine.POST("/organizations/{org_id}/resources", {
    params: { path }, body: record("five", 1),
  });
  const report = good(await machine.GET("/organizations/{org_id}/usage", { params: { path } }));
  const projects = good(await owner.GET("/organizations/{org_id}/projects", { params: { path } }));
  const users = good(await owner.GET("/organizations/{org_id}/users", { params: { path } }));
  const records = good(
    await owner.GET("/organizations/{org_id}/resources", {
      params: { path, query: { project_id: project.project_id } },
    }),
  );
  return {
    recorded: recorded.record_id,
    accepted: outcome.accepted,
    duplicates: outcome.duplicates,
    refused: outcome.refused.map((element) => element.index),
    problem: [refused.error?.type, refused.error?.status],
    used: report.meters.find((line) => line.meter === "api_call")?.quantity,
    projects: projects.data.map((listed) => listed.slug),
    users: users.data.length,
    records: records.data.length,
  };
}

console.log(JSON.stringify(await mainJob()));
