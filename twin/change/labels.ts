import { Failure } from "../http/failure.ts";
import type { Issue, Label, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";

export function createLabel(
  world: World,
  repository: Repository,
  { name, color, description }: { name: string; color: string; description: string | null },
): Label {
  checkLabel(name, color, description);
  const key = name.toLowerCase();
  if (repository.labels.has(key)) throw wrong("name", "already_exists");
  const label: Label = { id: world.nextId(), name, color: color.toLowerCase(), description };
  repository.labels.set(key, label);
  return label;
}

/** Labels that an issue is given need not exist before. */
export function labelNamed(world: World, repository: Repository, name: string): Label {
  return (
    repository.labels.get(name.toLowerCase()) ??
    createLabel(world, repository, { name, color: "ededed", description: null })
  );
}

export function dropLabel(repository: Repository, label: Label): void {
  repository.labels.delete(label.name.toLowerCase());
  for (const issue of repository.issues.values()) strip(issue, label);
}

function strip(issue: Issue, label: Label): void {
  const index = issue.labels.indexOf(label);
  if (index >= 0) issue.labels.splice(index, 1);
}

export function checkLabel(name: string, color: string, description: string | null): void {
  if (name.trim() === "") throw wrong("name", "missing_field");
  if (name.length > 50) {
    throw wrong("name", "custom", "name is too long (maximum is 50 characters)");
  }
  if (!/^[0-9a-f]{6}$/i.test(color)) throw wrong("color", "invalid");
  if ((description ?? "").length > 100) {
    throw wrong("description", "custom", "description is too long (maximum is 100 characters)");
  }
}

function wrong(field: string, code: string, message?: string): Failure {
  const detail = message === undefined ? {} : { message };
  return new Failure(422, "Validation Failed", [{ resource: "Label", code, field, ...detail }]);
}
