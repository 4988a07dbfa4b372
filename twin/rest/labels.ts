import { z } from "zod";
import { writing } from "../access/demand.ts";
import { addLabels, removeLabel } from "../change/issues.ts";
import { checkLabel, createLabel, dropLabel } from "../change/labels.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, NO_CONTENT, ok } from "../http/reply.ts";
import { labelShape } from "../shapes/issue.ts";
import type { Issue, Label, Repository } from "../state/types.ts";
import { type Call, list, param, read } from "./call.ts";
import { changeBy, issueIn, labelsNamed, READ } from "./issues.ts";
import type { Routes } from "./routes.ts";

const TRIAGE = writing("triage", "issues", "pull_requests");
const WRITE = writing("write", "issues", "pull_requests");

export function labelRoutes(routes: Routes): void {
  routes.repo("GET", "/labels", READ, (call, repository) =>
    list(call, [...repository.labels.values()], (label) =>
      labelShape(call.world, repository, label),
    ),
  );
  routes.repo("POST", "/labels", WRITE, create);
  routes.repo("GET", "/labels/:name", READ, (call, repository) =>
    ok(labelShape(call.world, repository, labelIn(call, repository))),
  );
  routes.repo("PATCH", "/labels/:name", WRITE, change);
  routes.repo("DELETE", "/labels/:name", WRITE, (call, repository) => {
    dropLabel(repository, labelIn(call, repository));
    return NO_CONTENT;
  });
  issueLabelRoutes(routes);
}

function issueLabelRoutes(routes: Routes): void {
  const path = "/issues/:number/labels";
  routes.repo("GET", path, READ, (call, repository) =>
    labelsOf(call, repository, issueIn(call, repository)),
  );
  routes.repo("POST", path, TRIAGE, (call, repository) => {
    const issue = issueIn(call, repository);
    const labels = labelsNamed(call, repository, namesIn(call));
    addLabels(changeBy(call, repository), issue, labels);
    return labelsOf(call, repository, issue);
  });
  routes.repo("PUT", path, TRIAGE, (call, repository) => {
    const issue = issueIn(call, repository);
    const labels = labelsNamed(call, repository, namesIn(call));
    const by = changeBy(call, repository);
    for (const label of [...issue.labels]) {
      if (!labels.includes(label)) removeLabel(by, issue, label);
    }
    addLabels(by, issue, labels);
    return labelsOf(call, repository, issue);
  });
  routes.repo("DELETE", path, TRIAGE, (call, repository) => {
    const issue = issueIn(call, repository);
    for (const label of [...issue.labels]) removeLabel(changeBy(call, repository), issue, label);
    return NO_CONTENT;
  });
  routes.repo("DELETE", `${path}/:name`, TRIAGE, (call, repository) => {
    const issue = issueIn(call, repository);
    const label = repository.labels.get(param(call, "name").toLowerCase());
    const removed = label !== undefined && removeLabel(changeBy(call, repository), issue, label);
    if (!removed) throw new Failure(404, "Label does not exist");
    return labelsOf(call, repository, issue);
  });
}

function labelsOf(call: Call, repository: Repository, issue: Issue) {
  return list(call, issue.labels, (label) => labelShape(call.world, repository, label));
}

function labelIn(call: Call, repository: Repository): Label {
  const label = repository.labels.get(param(call, "name").toLowerCase());
  if (label === undefined) throw notFound();
  return label;
}

const LabelNames = z.array(z.union([z.string(), z.object({ name: z.string() })]));

function namesIn(call: Call): string[] {
  const body = read(call, z.union([z.object({ labels: LabelNames }), LabelNames]));
  const labels = Array.isArray(body) ? body : body.labels;
  return labels.map((label) => (typeof label === "string" ? label : label.name));
}

const LabelBody = z.object({
  name: z.string(),
  color: z.string().default("ededed"),
  description: z.string().nullish(),
});

function create(call: Call, repository: Repository) {
  const { name, color, description } = read(call, LabelBody);
  const label = createLabel(call.world, repository, {
    name,
    color,
    description: description ?? null,
  });
  return created(labelShape(call.world, repository, label));
}

const LabelPatch = z.object({
  new_name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

function change(call: Call, repository: Repository) {
  const label = labelIn(call, repository);
  const { new_name, color, description } = read(call, LabelPatch);
  const next = {
    name: new_name ?? label.name,
    color: color ?? label.color,
    description: description === undefined ? label.description : description,
  };
  checkLabel(next.name, next.color, next.description);
  repository.labels.delete(label.name.toLowerCase());
  Object.assign(label, next);
  repository.labels.set(label.name.toLowerCase(), label);
  return ok(labelShape(call.world, repository, label));
}
