<#
.SYNOPSIS
Lets Account Engagement read mail and calendars of the members of chosen groups, and of nobody else.

.DESCRIPTION
RBAC for Applications in Exchange Online (https://learn.microsoft.com/exchange/permissions-exo/application-rbac). README.md beside this file, step 5.
May be run again at any time, with other groups: they replace those before. Takes effect within 30 minutes to 2 hours.

Only DIRECT members count: a group within a group opens nothing. Mail.ReadBasic.All and Calendars.ReadBasic.All must not be granted in Microsoft
Entra ID: such a grant reaches all mailboxes, and adds to what is given here.

Needs the module ExchangeOnlineManagement (Install-Module ExchangeOnlineManagement) and a member of the role group Organization Management, which
Exchange Administrators are.

.PARAMETER ClientId
Application (client) id: CLIENT_ID that register-app.sh printed.

.PARAMETER PrincipalId
Object id of the service principal (not of the app registration): PRINCIPAL_ID that register-app.sh printed.

.PARAMETER Groups
Addresses of Microsoft 365 groups, mail-enabled security groups or distribution lists.

.PARAMETER TestMailboxes
Mailboxes for which Exchange is asked at the end; that answer does not wait for the 2 hours. Give one that is to be open, and one that is not.

.PARAMETER Undo
Takes everything back that this script has made.

.EXAMPLE
./limit-mailboxes.ps1 -ClientId $env:CLIENT_ID -PrincipalId $env:PRINCIPAL_ID -Groups sales@contoso.com -TestMailboxes adele@contoso.com, ceo@contoso.com -WhatIf

.EXAMPLE
./limit-mailboxes.ps1 -ClientId $env:CLIENT_ID -PrincipalId $env:PRINCIPAL_ID -Undo
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Limit')]
param(
    [Parameter(Mandatory)] [guid] $ClientId,
    [Parameter(Mandatory)] [guid] $PrincipalId,
    [Parameter(Mandatory, ParameterSetName = 'Limit')] [string[]] $Groups,
    [Parameter(ParameterSetName = 'Limit')] [string[]] $TestMailboxes = @(),
    [Parameter(Mandatory, ParameterSetName = 'Undo')] [switch] $Undo,
    [ValidateLength(1, 40)] [string] $Name = 'Account Engagement'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The least that there is. Of calendars there is no role without bodies: this one could open whole events of the chosen people. The service asks
# for no subject, body or place (README of the project, "What is read, and what never").
$roles = 'Application Mail.ReadBasic', 'Application Calendars.Read'
$groupKinds = 'GroupMailbox', 'MailUniversalSecurityGroup', 'MailUniversalDistributionGroup'

function Find-One([scriptblock] $Search) {
    # The Get cmdlets of Exchange fail where there is nothing; any other failure shows at the next step, which then fails as well.
    try { & $Search } catch { $null }
}

function Get-AssignmentName([string] $Role) { "$Name $($Role -replace '^Application ')" }

if (-not (Get-Command Connect-ExchangeOnline -ErrorAction SilentlyContinue)) {
    throw 'The module ExchangeOnlineManagement is not installed: Install-Module ExchangeOnlineManagement -Scope CurrentUser'
}
if (-not (Get-ConnectionInformation | Where-Object State -EQ 'Connected')) { Connect-ExchangeOnline -ShowBanner:$false }

if ($Undo) {
    foreach ($role in $roles) {
        $assignmentName = Get-AssignmentName $role
        if ((Find-One { Get-ManagementRoleAssignment -Identity $assignmentName }) -and $PSCmdlet.ShouldProcess($assignmentName, 'Remove role assignment')) {
            Remove-ManagementRoleAssignment -Identity $assignmentName -Confirm:$false
        }
    }
    if ((Find-One { Get-ManagementScope -Identity $Name }) -and $PSCmdlet.ShouldProcess($Name, 'Remove management scope')) {
        Remove-ManagementScope -Identity $Name -Confirm:$false
    }
    if ((Find-One { Get-ServicePrincipal -Identity "$PrincipalId" }) -and $PSCmdlet.ShouldProcess("$PrincipalId", 'Remove pointer to the service principal')) {
        Remove-ServicePrincipal -Identity "$PrincipalId" -Confirm:$false
    }
    return
}

$conditions = foreach ($address in $Groups) {
    $group = Get-Group -Identity $address
    if ($group.RecipientTypeDetails -notin $groupKinds) {
        throw "$address is a $($group.RecipientTypeDetails). Exchange takes Microsoft 365 groups, mail-enabled security groups and distribution lists."
    }
    "MemberOfGroup -eq '$($group.DistinguishedName -replace "'", "''")'"
}
$filter = $conditions -join ' -or '

if (-not (Find-One { Get-ServicePrincipal -Identity "$PrincipalId" }) -and $PSCmdlet.ShouldProcess("$PrincipalId", 'Make pointer to the service principal')) {
    New-ServicePrincipal -AppId "$ClientId" -ObjectId "$PrincipalId" -DisplayName $Name | Out-Null
}

if ($PSCmdlet.ShouldProcess($filter, "Make management scope $Name")) {
    if (Find-One { Get-ManagementScope -Identity $Name }) { Set-ManagementScope -Identity $Name -RecipientRestrictionFilter $filter }
    else { New-ManagementScope -Name $Name -RecipientRestrictionFilter $filter | Out-Null }
}

foreach ($role in $roles) {
    $assignmentName = Get-AssignmentName $role
    if (-not $PSCmdlet.ShouldProcess("$role, in the scope $Name", 'Assign role')) { continue }
    if (Find-One { Get-ManagementRoleAssignment -Identity $assignmentName }) {
        Set-ManagementRoleAssignment -Identity $assignmentName -CustomResourceScope $Name
    }
    else { New-ManagementRoleAssignment -Name $assignmentName -Role $role -App "$PrincipalId" -CustomResourceScope $Name | Out-Null }
}

if ($WhatIfPreference) { return }
# Asks Exchange alone: a grant in Entra does not show here.
foreach ($mailbox in $TestMailboxes) {
    foreach ($answer in Test-ServicePrincipalAuthorization -Identity "$PrincipalId" -Resource $mailbox) {
        [pscustomobject]@{ Mailbox = $mailbox; Role = $answer.RoleName; Scope = $answer.AllowedResourceScope; InScope = $answer.InScope }
    }
}
