import type { Org } from "./useOrg.ts";

export function Company({ org }: { org: Org }) {
  const { organization: it } = org.scenario;
  const shown = [
    ["Organization Name", it.name],
    ["Salesforce.com Organization ID", it.id],
    ["Organization Edition", it.type],
    ["Instance", it.instance_name],
    ["Sandbox", it.is_sandbox ? "yes" : "no"],
    ["Trial expires", it.trial_expires ?? "never"],
  ];
  return <Facts shown={shown} />;
}

export function Limits({ org }: { org: Org }) {
  const [used = "", most = ""] = org.api_usage.replace("api-usage=", "").split("/");
  return (
    <Facts
      shown={[
        ["API Requests, last 24 hours", used],
        ["Allowed", most],
      ]}
    />
  );
}

const Facts = ({ shown }: { shown: string[][] }) => (
  <dl className="card facts">
    {shown.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
