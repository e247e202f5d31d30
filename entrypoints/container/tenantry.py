"""What Tenantry is built from: each thing once, under the name by which others ask for it."""

from datetime import timedelta
from typing import Final

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, Dependency, Dict, Selector, Singleton

from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.security.access_tokens import JwtAccessTokens
from adapters.security.key_smith import PepperedKeySmith
from adapters.security.opaque_tokens import RandomTokens
from adapters.security.passwords import Argon2Passwords
from adapters.system.ids import SortableIds
from adapters.telemetry.json_log import JsonLog
from application.access.admit import Admit
from application.access.authenticate_key import AuthenticateKey
from application.access.authenticate_token import AuthenticateToken
from application.access.find_answer import FindAnswer
from application.access.guessing import Guessing
from application.access.throttle import Throttle
from application.agenda.check_limits import CheckLimits
from application.agenda.erase_organization import EraseOrganization
from application.agenda.expire_invitation import ExpireInvitation
from application.agenda.export_usage import ExportUsage
from application.agenda.find_excess import FindExcess
from application.agenda.finish_erasure import FinishErasure
from application.agenda.reconcile_all import ReconcileAll
from application.agenda.reconcile_billing import ReconcileBilling
from application.agenda.rename_customer import RenameCustomer
from application.agenda.rename_memberships import RenameMemberships
from application.agenda.send_invitation import SendInvitation
from application.agenda.settle_billing import SettleBilling
from application.agenda.tell_billing import TellBilling
from application.agenda.tell_owners import TellOwners
from application.agenda.tell_threshold import TellThreshold
from application.agenda.work_off import WorkOff
from application.api_keys.create_api_key import CreateApiKey
from application.api_keys.list_api_keys import ListApiKeys
from application.api_keys.read_api_key import ReadApiKey
from application.api_keys.revoke_api_key import RevokeApiKey
from application.api_keys.rotate_api_key import RotateApiKey
from application.api_keys.update_api_key import UpdateApiKey
from application.application import Application
from application.audit.events import Events
from application.audit.query_audit import QueryAudit
from application.audit.watch import Watch
from application.billing.aligning import Aligning
from application.billing.buying import Buying
from application.billing.cancel_subscription import CancelSubscription
from application.billing.carrying import CarryOver
from application.billing.choose_plan import ChoosePlan
from application.billing.correcting import Correcting
from application.billing.customers import Customers
from application.billing.deciding import Deciding
from application.billing.delivering import Delivering
from application.billing.exporting import Exporting
from application.billing.extend_trial import ExtendTrial
from application.billing.following import Following
from application.billing.list_invoices import ListInvoices
from application.billing.open_checkout import OpenCheckout
from application.billing.open_portal import OpenPortal
from application.billing.preview_plan import PreviewPlan
from application.billing.read_billing import ReadBilling
from application.billing.receive_notice import ReceiveNotice
from application.billing.reconcile import Reconcile
from application.billing.refused import ProviderRefusals
from application.billing.settling import Settling
from application.billing.stopping import Stopping
from application.billing.trials import Trials
from application.one_by_one import OneByOne
from application.organizations.change_plan import ChangePlan
from application.organizations.change_settings import ChangeSettings
from application.organizations.close_organization import CloseOrganization
from application.organizations.freeing import Freeing
from application.organizations.lift_suspension import LiftSuspension
from application.organizations.list_organizations import ListOrganizations
from application.organizations.moving import PlanMove
from application.organizations.read_organization import ReadOrganization
from application.organizations.reopen_organization import ReopenOrganization
from application.organizations.sign_up import SignUp
from application.organizations.suspend_organization import SuspendOrganization
from application.organizations.transfer_ownership import TransferOwnership
from application.organizations.update_organization import UpdateOrganization
from application.people.accept_invitation import AcceptInvitation
from application.people.invite_user import InviteUser
from application.people.invite_users import InviteUsers
from application.people.list_invitations import ListInvitations
from application.people.list_users import ListUsers
from application.people.read_user import ReadUser
from application.people.remove_user import RemoveUser
from application.people.resend_invitation import ResendInvitation
from application.people.revoke_invitation import RevokeInvitation
from application.people.update_user import UpdateUser
from application.people.update_users import UpdateUsers
from application.ports.agenda import WorkKind
from application.projects.archive_project import ArchiveProject
from application.projects.create_project import CreateProject
from application.projects.create_projects import CreateProjects
from application.projects.list_projects import ListProjects
from application.projects.read_project import ReadProject
from application.projects.restore_project import RestoreProject
from application.projects.update_project import UpdateProject
from application.projects.update_projects import UpdateProjects
from application.sessions.log_in import LogIn
from application.sessions.log_out import LogOut
from application.sessions.refresh_session import RefreshSession
from application.sessions.switch_organization import SwitchOrganization
from application.usage.counting import Counting
from application.usage.list_resources import ListResources
from application.usage.opening import Opening
from application.usage.raising import Raising
from application.usage.record_batch import RecordBatch
from application.usage.record_usage import RecordUsage
from application.usage.remembered import Remembered
from application.usage.report_project_usage import ReportProjectUsage
from application.usage.report_usage import ReportUsage
from application.usage.storing import Storing
from application.usage.usage_correction import UsageCorrection
from entrypoints.container.by_name import by_name
from entrypoints.container.given import (
    catalogue_of,
    clock_of,
    provider_of,
    secrets_or_made_up,
    smtp_mailbox,
    spares_this_machine,
    storage_of,
)
from entrypoints.settings import Settings

AUDIENCE: Final = "tenantry"
"""Whom access tokens are for (RFC 7519 `aud`)."""


class Tenantry(DeclarativeContainer):
    """Every name that a use case's field, or another provider, may ask for."""

    settings = Dependency(instance_of=Settings)
    public_url = settings.provided.base_url
    signups_per_hour = settings.provided.signups_per_hour
    logins_per_minute = settings.provided.logins_per_minute
    spares_this_machine = Callable(spares_this_machine, settings)
    retention = Singleton(timedelta, settings.provided.audit_retention_days)

    clock = Singleton(clock_of, settings)
    ids = Singleton(SortableIds, clock)
    log = Singleton(JsonLog)
    catalogue = Singleton(catalogue_of, settings)

    passwords = Singleton(Argon2Passwords)
    tokens = Singleton(RandomTokens)
    token_secrets = Singleton(secrets_or_made_up, settings, "JWT_SECRET", log)
    access_tokens = Singleton(JwtAccessTokens, token_secrets, public_url, AUDIENCE)
    peppers = Singleton(secrets_or_made_up, settings, "KEY_PEPPERS", log)
    keys = Singleton(PepperedKeySmith, peppers)

    outbox = Singleton(OutboxMailbox)
    mailbox = Selector(settings.provided.mail, outbox=outbox, smtp=Singleton(smtp_mailbox, settings))

    storage = Singleton(storage_of, settings, clock, log, retention)
    workspaces = storage.provided.workspaces
    credentials = storage.provided.credentials
    directory = storage.provided.directory
    sessions = storage.provided.sessions
    answers = storage.provided.answers
    agenda = storage.provided.agenda
    rate_limiter = storage.provided.rate_limiter

    provider = Singleton(provider_of, settings, clock, catalogue)
    payments = provider.provided.payments
    usage_exporter = provider.provided.usage_exporter
    payment_notices = provider.provided.payment_notices

    events = by_name(Events, vars())
    watch = by_name(Watch, vars())
    guessing = by_name(Guessing, vars())
    remembered = Singleton(Remembered)
    opening = by_name(Opening, vars())
    raising = by_name(Raising, vars())
    usage_correction = by_name(UsageCorrection, vars())
    counting = by_name(Counting, vars())
    freeing = by_name(Freeing, vars())
    storing = by_name(Storing, vars())

    plan_move = by_name(PlanMove, vars())
    customers = by_name(Customers, vars())
    provider_refusals = by_name(ProviderRefusals, vars())
    delivering = by_name(Delivering, vars())
    carry_over = by_name(CarryOver, vars())
    exporting = by_name(Exporting, vars())
    stopping = by_name(Stopping, vars())
    aligning = by_name(Aligning, vars())
    correcting = by_name(Correcting, vars())
    following = by_name(Following, vars())
    settling = by_name(Settling, vars())
    buying = by_name(Buying, vars())
    deciding = by_name(Deciding, vars())

    admit = by_name(Admit, vars())
    authenticate_key = by_name(AuthenticateKey, vars())
    authenticate_token = by_name(AuthenticateToken, vars())
    find_answer = by_name(FindAnswer, vars())
    throttle = by_name(Throttle, vars())

    change_plan = by_name(ChangePlan, vars())
    change_settings = by_name(ChangeSettings, vars())
    close_organization = by_name(CloseOrganization, vars())
    lift_suspension = by_name(LiftSuspension, vars())
    list_organizations = by_name(ListOrganizations, vars())
    read_organization = by_name(ReadOrganization, vars())
    reopen_organization = by_name(ReopenOrganization, vars())
    sign_up = by_name(SignUp, vars())
    suspend_organization = by_name(SuspendOrganization, vars())
    transfer_ownership = by_name(TransferOwnership, vars())
    update_organization = by_name(UpdateOrganization, vars())

    one_by_one = by_name(OneByOne, vars())
    invite_user = by_name(InviteUser, vars())
    update_user = by_name(UpdateUser, vars())
    accept_invitation = by_name(AcceptInvitation, vars())
    invite_users = by_name(InviteUsers, vars())
    list_invitations = by_name(ListInvitations, vars())
    list_users = by_name(ListUsers, vars())
    read_user = by_name(ReadUser, vars())
    remove_user = by_name(RemoveUser, vars())
    resend_invitation = by_name(ResendInvitation, vars())
    revoke_invitation = by_name(RevokeInvitation, vars())
    update_users = by_name(UpdateUsers, vars())

    log_in = by_name(LogIn, vars())
    log_out = by_name(LogOut, vars())
    refresh_session = by_name(RefreshSession, vars())
    switch_organization = by_name(SwitchOrganization, vars())

    archive_project = by_name(ArchiveProject, vars())
    create_project = by_name(CreateProject, vars())
    create_projects = by_name(CreateProjects, vars())
    list_projects = by_name(ListProjects, vars())
    read_project = by_name(ReadProject, vars())
    restore_project = by_name(RestoreProject, vars())
    update_project = by_name(UpdateProject, vars())
    update_projects = by_name(UpdateProjects, vars())

    create_api_key = by_name(CreateApiKey, vars())
    list_api_keys = by_name(ListApiKeys, vars())
    read_api_key = by_name(ReadApiKey, vars())
    revoke_api_key = by_name(RevokeApiKey, vars())
    rotate_api_key = by_name(RotateApiKey, vars())
    update_api_key = by_name(UpdateApiKey, vars())

    record_usage = by_name(RecordUsage, vars())
    list_resources = by_name(ListResources, vars())
    record_batch = by_name(RecordBatch, vars())
    report_project_usage = by_name(ReportProjectUsage, vars())
    report_usage = by_name(ReportUsage, vars())

    cancel_subscription = by_name(CancelSubscription, vars())
    trials = by_name(Trials, vars())
    choose_plan = by_name(ChoosePlan, vars())
    extend_trial = by_name(ExtendTrial, vars())
    list_invoices = by_name(ListInvoices, vars())
    open_checkout = by_name(OpenCheckout, vars())
    open_portal = by_name(OpenPortal, vars())
    preview_plan = by_name(PreviewPlan, vars())
    read_billing = by_name(ReadBilling, vars())
    receive_notice = by_name(ReceiveNotice, vars())
    reconcile = by_name(Reconcile, vars())
    reconcile_all = by_name(ReconcileAll, vars())

    query_audit = by_name(QueryAudit, vars())

    application = by_name(Application, vars())

    find_excess = by_name(FindExcess, vars())

    handlers = Dict(
        {
            WorkKind.SEND_INVITATION: by_name(SendInvitation, vars()),
            WorkKind.TELL_THRESHOLD: by_name(TellThreshold, vars()),
            WorkKind.EXPIRE_INVITATION: by_name(ExpireInvitation, vars()),
            WorkKind.ERASE_ORGANIZATION: by_name(EraseOrganization, vars()),
            WorkKind.RENAME_MEMBERSHIPS: by_name(RenameMemberships, vars()),
            WorkKind.TELL_OWNERS: by_name(TellOwners, vars()),
            WorkKind.FINISH_ERASURE: by_name(FinishErasure, vars()),
            WorkKind.SETTLE_BILLING: by_name(SettleBilling, vars()),
            WorkKind.EXPORT_USAGE: by_name(ExportUsage, vars()),
            WorkKind.RECONCILE_BILLING: by_name(ReconcileBilling, vars()),
            WorkKind.TELL_BILLING: by_name(TellBilling, vars()),
            WorkKind.RENAME_CUSTOMER: by_name(RenameCustomer, vars()),
            WorkKind.CHECK_LIMITS: by_name(CheckLimits, vars()),
        }
    )
    work_off = by_name(WorkOff, vars())
