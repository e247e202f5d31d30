"""Projects and their teams, over HTTP."""

from collections.abc import Mapping

from tests.features.drivers.http.asking import Asking
from tests.features.words import Caller, Person


class Projects(Asking):
    def project_path(self, project: str, *parts: str) -> str:
        return self.path(self.company_of(project), "projects", self.project_id(project), *parts)

    def start(self, who: Caller, company: str, project: str, *, slug: str | None = None) -> None:
        body = {
            "name": project,
            "slug": slug or project.lower().replace(" ", "-"),
            "type": "web",
            "environment": "production",
        }
        created = self.ask(who, company, "POST", self.path(company, "projects"), json=body)
        self.project_ids[project] = (company, created["project_id"])

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
