"""Projects and their teams, by use cases."""

from collections.abc import Mapping, Sequence

from application.projects.create_projects import ProjectRequest
from application.projects.update_project import ProjectChanges
from application.projects.update_projects import ProjectUpdate
from domain.ids import ProjectId, UserId
from domain.organizations.names import Slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import ProjectRole
from tests.features.driver import Refused
from tests.features.drivers.application.acting import Acting, outcomes, told
from tests.features.words import Caller, Person

MANY = 200


class Projects(Acting):
    def known_project(self, project: str) -> ProjectId:
        return ProjectId(self.project_id(project))

    def start(self, who: Caller, company: str, project: str, *, slug: str | None = None) -> None:
        create_project = self.application.create_project
        with told():
            created = create_project(
                self.acting(who, company, create_project.permission),
                name=project,
                slug=slug_of(slug or project),
                type=ProjectType.WEB,
                environment=Environment.PRODUCTION,
            )
        self.project_ids[project] = (company, created.id)

    def start_together(self, who: Caller, company: str, projects: Sequence[str]) -> tuple[Refused | None, ...]:
        create_projects = self.application.create_projects
        requests = [
            ProjectRequest(project, slug_of(project), ProjectType.WEB, Environment.PRODUCTION) for project in projects
        ]
        with told():
            answers = create_projects(self.acting(who, company, create_projects.permission), projects=requests)
        for project, answer in zip(projects, answers, strict=True):
            if isinstance(answer, Project):
                self.project_ids[project] = (company, answer.id)
        return outcomes(answers)

    def describe_together(
        self, who: Caller, company: str, projects: Sequence[str], description: str
    ) -> tuple[Refused | None, ...]:
        update_projects = self.application.update_projects
        changes = ProjectChanges(description=description)
        updates = [ProjectUpdate(self.known_project(project), changes) for project in projects]
        with told():
            answers = update_projects(self.acting(who, company, update_projects.permission), updates=updates)
        return outcomes(answers)

    def archive(self, who: Caller, project: str) -> None:
        archive_project = self.application.archive_project
        with told():
            actor = self.acting(who, self.company_of(project), archive_project.permission)
            archive_project(actor, project_id=self.known_project(project))

    def restore(self, who: Caller, project: str) -> None:
        restore_project = self.application.restore_project
        with told():
            actor = self.acting(who, self.company_of(project), restore_project.permission)
            restore_project(actor, project_id=self.known_project(project))

    def rename_project(self, who: Caller, company: str, project: str, name: str) -> None:
        update_project = self.application.update_project
        with told():
            actor = self.acting(who, company, update_project.permission)
            update_project(actor, project_id=self.known_project(project), name=name)

    def listed(self, who: Caller, company: str) -> tuple[Project, ...]:
        list_projects = self.application.list_projects
        with told():
            actor = self.acting(who, company, list_projects.permission)
            return tuple(list_projects(actor, after=None, limit=MANY).items)

    def projects(self, who: Caller, company: str) -> tuple[str, ...]:
        return tuple(self.name_of_project(project.id) for project in self.listed(who, company))

    def projects_active(self, company: str) -> int:
        return sum(not project.archived for project in self.listed(self.owner_of(company), company))

    def team(self, who: Caller, company: str, project: str) -> Mapping[str, str]:
        read_project = self.application.read_project
        with told():
            actor = self.acting(who, company, read_project.permission)
            found = read_project(actor, project_id=self.known_project(project))
        return {self.name_of_user(user_id): role.value for user_id, role in found.team.items()}

    def set_team_role(self, who: Caller, project: str, person: Person, role: str | None) -> None:
        company, user_id = self.company_of(project), UserId(self.user_id(self.company_of(project), person))
        with told():
            reading = self.acting(who, company, self.application.read_project.permission)
            team = dict(self.application.read_project(reading, project_id=self.known_project(project)).team)
            team.pop(user_id, None)
            if role is not None:
                team[user_id] = ProjectRole(role)
            update_project = self.application.update_project
            actor = self.acting(who, company, update_project.permission)
            update_project(actor, project_id=self.known_project(project), team=team)


def slug_of(name: str) -> Slug:
    return Slug(name.lower().replace(" ", "-"))
