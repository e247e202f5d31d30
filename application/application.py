"""Everything that Tenantry can do: the typed list of its use cases."""

from dataclasses import dataclass
from typing import Final

from application.access.admit import Admit
from application.access.authenticate_key import AuthenticateKey
from application.access.authenticate_token import AuthenticateToken
from application.access.find_answer import FindAnswer
from application.access.throttle import Throttle
from application.api_keys.create_api_key import CreateApiKey
from application.api_keys.list_api_keys import ListApiKeys
from application.api_keys.read_api_key import ReadApiKey
from application.api_keys.revoke_api_key import RevokeApiKey
from application.api_keys.rotate_api_key import RotateApiKey
from application.api_keys.update_api_key import UpdateApiKey
from application.audit.query_audit import QueryAudit
from application.billing.cancel_subscription import CancelSubscription
from application.billing.choose_plan import ChoosePlan
from application.billing.extend_trial import ExtendTrial
from application.billing.list_invoices import ListInvoices
from application.billing.open_checkout import OpenCheckout
from application.billing.open_portal import OpenPortal
from application.billing.preview_plan import PreviewPlan
from application.billing.read_billing import ReadBilling
from application.billing.receive_notice import ReceiveNotice
from application.billing.reconcile import Reconcile
from application.organizations.change_plan import ChangePlan
from application.organizations.change_settings import ChangeSettings
from application.organizations.close_organization import CloseOrganization
from application.organizations.lift_suspension import LiftSuspension
from application.organizations.list_organizations import ListOrganizations
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
from application.usage.list_resources import ListResources
from application.usage.record_batch import RecordBatch
from application.usage.record_usage import RecordUsage
from application.usage.report_project_usage import ReportProjectUsage
from application.usage.report_usage import ReportUsage
from domain.plans.catalogue import Catalogue

PUBLIC: Final = frozenset({"SignUp", "AcceptInvitation", "LogIn", "RefreshSession", "ReceiveNotice"})
"""The use cases that need no permission, as whoever calls them is nobody yet."""


@dataclass(frozen=True, slots=True)
class Application:
    """The use cases of one assembly, room by room, and the plans on offer."""

    admit: Admit
    authenticate_key: AuthenticateKey
    authenticate_token: AuthenticateToken
    find_answer: FindAnswer
    throttle: Throttle

    change_plan: ChangePlan
    change_settings: ChangeSettings
    close_organization: CloseOrganization
    lift_suspension: LiftSuspension
    list_organizations: ListOrganizations
    read_organization: ReadOrganization
    reopen_organization: ReopenOrganization
    sign_up: SignUp
    suspend_organization: SuspendOrganization
    transfer_ownership: TransferOwnership
    update_organization: UpdateOrganization

    accept_invitation: AcceptInvitation
    invite_user: InviteUser
    invite_users: InviteUsers
    list_invitations: ListInvitations
    list_users: ListUsers
    read_user: ReadUser
    remove_user: RemoveUser
    resend_invitation: ResendInvitation
    revoke_invitation: RevokeInvitation
    update_user: UpdateUser
    update_users: UpdateUsers

    log_in: LogIn
    log_out: LogOut
    refresh_session: RefreshSession
    switch_organization: SwitchOrganization

    archive_project: ArchiveProject
    create_project: CreateProject
    create_projects: CreateProjects
    list_projects: ListProjects
    read_project: ReadProject
    restore_project: RestoreProject
    update_project: UpdateProject
    update_projects: UpdateProjects

    create_api_key: CreateApiKey
    list_api_keys: ListApiKeys
    read_api_key: ReadApiKey
    revoke_api_key: RevokeApiKey
    rotate_api_key: RotateApiKey
    update_api_key: UpdateApiKey

    list_resources: ListResources
    record_batch: RecordBatch
    record_usage: RecordUsage
    report_project_usage: ReportProjectUsage
    report_usage: ReportUsage

    cancel_subscription: CancelSubscription
    choose_plan: ChoosePlan
    extend_trial: ExtendTrial
    list_invoices: ListInvoices
    open_checkout: OpenCheckout
    open_portal: OpenPortal
    preview_plan: PreviewPlan
    read_billing: ReadBilling
    receive_notice: ReceiveNotice
    reconcile: Reconcile

    query_audit: QueryAudit

    catalogue: Catalogue
