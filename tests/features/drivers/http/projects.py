"""Projects and their teams, over HTTP."""

from collections.abc import Mapping, Sequence

from tests.features.driver import Refused
from tests.features.drivers.http.asking import Asking, Json, outcomes
from tests.features.words import Caller, Person


class Projects(Asking):
    def project_path(self, project: str, *parts: str) -> str:
        return self.path(self.company_of(project), "projects", self.project_id(project), *parts)

    def start(self, who: Caller, company: str, project: str, *, slug: str | None = None) -> None:
        created = self.ask(who, company, "POST", self.path(company, "projects"), json=wanted(project, slug))
        self.project_ids[project] = (company, created["project_id"])

    def start_together(self, who: Caller, company: str, projects: Sequence[str]) -> tuple[Refused | None, ...]:
        body = {"projects": [wanted(project) for project in projects]}
        return self.together(who, company, "POST", projects, body)

    def describe_together(
        self, who: Caller, company: str, projects: Sequence[str], description: str
    ) -> tuple[Refused | None, ...]:
        changes = [{"project_id": self.project_id(project), "description": description} for project in projects]
        return self.together(who, company, "PUT", projects, {"projects": changes})

    def together(
        self, who: Caller, company: str, method: str, projects: Sequence[str], body: Json
    ) -> tuple[Refused | None, ...]:
        answer = self.ask(who, company, method, self.path(company, "projects", "batch"), json=body)
        for project, result in zip(projects, answer["results"], strict=True):
            if "project" in result:
                self.project_ids[project] = (company, result["project"]["project_id"])
        return outcomes(answer)

    def archive(self, who: Caller, project: str) -> None:
        self.ask(who, self.company_of(project), "DELETE", self.project_path(project))

    def restore(self, who: Caller, project: str) -> None:
        self.ask(who, self.company_of(project), "POST", self.project_path(project, "restore"))

    def rename_project(self, who: Caller, company: str, project: str, name: str) -> None:
        path = self.path(company, "projects", self.project_id(project))
        self.ask(who, company, "PUT", path, json={"name": name})

    def projects(self, who: Caller, company: str) -> tuple[str, ...]:
        rows = self.all_of(who, company, self.path(company, "projects"))
        return tuple(self.name_of_project(row["project_id"]) for row in rows)

    def projects_active(self, company: str) -> int:
        rows = self.all_of(self.owner_of(company), company, self.path(company, "projects"))
        return sum(row["status"] == "active" for row in rows)

    def team(self, who: Caller, company: str, project: str) -> Mapping[str, str]:
        return {self.name_of_user(user_id): role for user_id, role in self.roles(who, company, project).items()}

    def roles(self, who: Caller, company: str, project: str) -> dict[str, str]:
        found = self.ask(who, company, "GET", self.path(company, "projects", self.project_id(project)))
        return {member["user_id"]: member["role"] for member in found["team"]}

    def set_team_role(self, who: Caller, project: str, person: Person, role: str | None) -> None:
        company = self.company_of(project)
        roles = self.roles(who, company, project) | {self.user_id(company, person): role}
        team = [{"user_id": user, "role": held} for user, held in roles.items() if held is not None]
        self.ask(who, company, "PUT", self.project_path(project), json={"team": team})


def wanted(project: str, slug: str | None = None) -> Json:
    slug = slug or project.lower().replace(" ", "-")
    return {"name": project, "slug": slug, "type": "web", "environment": "production"}
