"""Projects and their teams."""

from functools import partial

from tests.features.differences import expect
from tests.features.driver import Driver, Entry, Refused
from tests.features.language import given, then, when
from tests.features.refusals import check, refusal_in_words
from tests.features.stage import Stage
from tests.features.words import Key, Person, stored


def project_names(number: int) -> tuple[str, ...]:
    return tuple(f"Project {n}" for n in range(number))


def slug_of(project: str) -> str:
    return project.lower().replace(" ", "-")


def by_name(projects: tuple[str, ...], answers: tuple[Refused | None, ...]) -> dict[str, Refused | None]:
    """Return how each project of a batch was answered."""
    return dict(zip(projects, answers, strict=True))


@given("{company:Company} has the project {project:Name}")
def has_project(driver: Driver, company: str, project: str) -> None:
    driver.start(driver.owner_of(company), company, project)


@given("{company:Company} has the projects {projects:Names}")
def has_projects(driver: Driver, company: str, projects: tuple[str, ...]) -> None:
    for project in projects:
        driver.start(driver.owner_of(company), company, project)


@given("{company:Company} has {number:Count} projects")
def has_some_projects(driver: Driver, company: str, number: int) -> None:
    has_projects(driver, company, project_names(number))


@given("{company:Company} has {number:Count} projects, which hold {bytes_held:Size} each")
def has_projects_holding(driver: Driver, company: str, number: int, bytes_held: int) -> None:
    for project in project_names(number):
        has_project_holding(driver, company, project, bytes_held)


@given("{company:Company} has the project {project:Name}, which holds {bytes_held:Size}")
def has_project_holding(driver: Driver, company: str, project: str, bytes_held: int) -> None:
    driver.start(driver.owner_of(company), company, project)
    driver.record(driver.owner_of(company), Entry(project, stored(bytes_held)))


@given("{company:Company} has the archived project {project:Name}")
def has_archived_project(driver: Driver, company: str, project: str) -> None:
    driver.start(driver.owner_of(company), company, project)
    driver.archive(driver.owner_of(company), project)


@given("{who:Person} has started the project {project:Name} at {company:Company}")
def has_started(driver: Driver, who: Person, project: str, company: str) -> None:
    driver.start(who, company, project)


@given("{who:Person} has archived {project:Name}")
def has_archived(driver: Driver, who: Person, project: str) -> None:
    driver.archive(who, project)


@given("{person:Person} is {role:ProjectRole} of {project:Name}")
def is_in_team(driver: Driver, person: Person, role: str, project: str) -> None:
    driver.set_team_role(driver.owner_of(driver.company_of(project)), project, person, role)


@given("{person:Person} has left the team of {project:Name}")
def has_left_team(driver: Driver, person: Person, project: str) -> None:
    driver.set_team_role(driver.owner_of(driver.company_of(project)), project, person, None)


@when("{who:Person} [starts|tries to start] the project {project:Name} at {company:Company}")
def starts(driver: Driver, stage: Stage, who: Person, project: str, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.start(who, company, project), tries=tries)


@when("{who:Person} [starts|tries to start] the project {project:Name} with the short name of {other:Name}")
def starts_named(driver: Driver, stage: Stage, who: Person, project: str, other: str, tries: bool) -> None:
    company = driver.works_for(who)
    stage.attempt(lambda: driver.start(who, company, project, slug=slug_of(other)), tries=tries)


@when("{who:Person} tries to start {number:Count} projects at {company:Company} at the same moment")
def starts_many(driver: Driver, stage: Stage, who: Person, number: int, company: str) -> None:
    names = project_names(number)
    stage.rush([partial(driver.start, who, company, name) for name in names])


@when("{who:Person} [starts|tries to start] the projects {projects:Names} together at {company:Company}")
def starts_together(
    driver: Driver, stage: Stage, who: Person, projects: tuple[str, ...], company: str, tries: bool
) -> None:
    stage.attempt(lambda: by_name(projects, driver.start_together(who, company, projects)), tries=tries)


@when("{who:Person} describes the projects {projects:Names} together at {company:Company}")
def describes_together(driver: Driver, stage: Stage, who: Person, projects: tuple[str, ...], company: str) -> None:
    stage.attempt(
        lambda: by_name(projects, driver.describe_together(who, company, projects, "Brought in together")), tries=False
    )


@then("the projects {projects:Names} are done")
@then("the project {projects:Names} is done")
def are_done(stage: Stage, projects: tuple[str, ...]) -> None:
    answers: dict[str, object] = stage.got(dict)
    for project in projects:
        expect(f"{project} to meet {{}}", found=answers.get(project), wanted=None, worded=refusal_in_words)


@then("the project {project:Name} is refused, because {phrase:Words}")
def is_refused_because(stage: Stage, project: str, phrase: str) -> None:
    answers: dict[str, object] = stage.got(dict)
    check(answers.get(project), phrase)


@when("{who:Person} archives {project:Name}")
def archives(driver: Driver, stage: Stage, who: Person, project: str) -> None:
    stage.attempt(lambda: driver.archive(who, project), tries=False)


@when("{who:Person} archives {projects:Names} at the same moment")
def archives_together(driver: Driver, stage: Stage, who: Person, projects: tuple[str, ...]) -> None:
    stage.rush([partial(driver.archive, who, project) for project in projects])


@when("{who:Person} [restores|tries to restore] {project:Name}")
def restores(driver: Driver, stage: Stage, who: Person, project: str, tries: bool) -> None:
    stage.attempt(lambda: driver.restore(who, project), tries=tries)


@when("{who:Person} [makes|tries to make] {person:Person} {role:ProjectRole} of {project:Name}")
def takes_into_team(
    driver: Driver, stage: Stage, who: Person, person: Person, role: str, project: str, tries: bool
) -> None:
    stage.attempt(lambda: driver.set_team_role(who, project, person, role), tries=tries)


@when("{who:Person} lists the projects of {company:Company}")
def lists(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.projects(who, company), tries=False)


@when("the key {key:Name} lists the projects of {company:Company}")
def key_lists(driver: Driver, stage: Stage, key: str, company: str) -> None:
    stage.attempt(lambda: driver.projects(Key(key), company), tries=False)


@then("{company:Company} has {number:Count} active project(s)")
def has_active_projects(driver: Driver, company: str, number: int) -> None:
    expect("{} active projects", found=driver.projects_active(company), wanted=number)


@then("{person:Person} is {role:ProjectRole} of {project:Name}")
def has_team_role(driver: Driver, person: Person, role: str, project: str) -> None:
    company = driver.company_of(project)
    found = driver.team(driver.owner_of(company), company, project).get(person.name, "not in the team")
    expect(f"{person.name} to be {{}}", found=found, wanted=role)
