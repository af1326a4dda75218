#!/usr/bin/env bash
# Creates or updates the app registration in Microsoft Entra ID. README.md beside this file, step 4.
# May be run again at any time: the registration is brought to what registration/ says, and what is right already stays as it is. It grants nothing:
# a Global Administrator does, on the consent card of the app itself. Runs on bash 3.2 (macOS), too.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: register-app.sh --public-url https://HOST [options]
       register-app.sh --rotate-secret (--key-vault NAME | --secret-file FILE)
       register-app.sh --remove-old-secrets

Needs the Azure CLI, signed in (az login) as an Application Administrator.

  --public-url URL               PUBLIC_URL of the service: https://HOST, without a path
  --key-vault NAME               writes the client secret into this vault, as client-secret
  --secret-file FILE             writes it into this file instead, which only you can read
                                 (without either of the two, no secret is made)
  --mailbox-permissions exchange or entra: who grants mail and calendars (default: MAILBOX_PERMISSIONS
                                 of the environment, or else exchange, which needs limit-mailboxes.ps1)
  --with-installation            also permissions to install the app for administrators
  --with-rooms                   also the permission to tell rooms from people
  --name NAME                    name of the registration (default: Account Engagement)
  --client-id ID                 the registration to update: where several have the name, or where it was
                                 made by somebody else
  --tenant ID                    refuse to run in any other directory than this
  --secret-days N                life of a new secret, 1 to 730 days (default: 180)
  --rotate-secret                makes a new secret, and nothing else; the one before stays valid
  --remove-old-secrets           removes all secrets of this script but the newest, and nothing else
  --dry-run                      reads, and prints what would be written
  --help

Exit status: 0 done, 1 failed, 2 the call is unusable.
TEXT
}

say() { printf '%s\n' "$*" >&2; }
die() { say "register-app.sh: $*"; exit 1; }
refuse() { say "register-app.sh: $*"; say; usage >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly graph=https://graph.microsoft.com/v1.0
readonly graph_app_id=00000003-0000-0000-c000-000000000000
readonly scope_id=7d4b9a52-3f1e-4c86-9a0d-5be2c1f7a380
readonly secret_name=client-secret
# Secrets of this script are known by it; others are left alone.
readonly credential_name=account-engagement
# So is a registration, also one whose making was broken off.
readonly application_tag=account-engagement-for-teams
readonly no_id=00000000-0000-0000-0000-000000000000
readonly guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
# A new object takes some seconds to be known everywhere in Entra.
readonly tries=6
readonly retry_seconds=${RETRY_SECONDS:-10}

public_url='' name='Account Engagement' client_id='' tenant='' vault='' secret_file='' mailbox_permissions=${MAILBOX_PERMISSIONS:-exchange} secret_days=180
with_installation=no with_rooms=no rotate=no remove_old=no dry_run=no

while [ $# -gt 0 ]; do
  case $1 in
    --public-url | --key-vault | --secret-file | --mailbox-permissions | --name | --client-id | --tenant | --secret-days)
      [ $# -ge 2 ] || refuse "$1 needs a value."
      case $1 in
        --public-url) public_url=${2%/} ;;
        --key-vault) vault=$2 ;;
        --secret-file) secret_file=$2 ;;
        --mailbox-permissions) mailbox_permissions=$2 ;;
        --name) name=$2 ;;
        --client-id) client_id=$2 ;;
        --tenant) tenant=$2 ;;
        --secret-days) secret_days=$2 ;;
      esac
      shift 2
      ;;
    --with-installation) with_installation=yes; shift ;;
    --with-rooms) with_rooms=yes; shift ;;
    --rotate-secret) rotate=yes; shift ;;
    --remove-old-secrets) remove_old=yes; shift ;;
    --dry-run) dry_run=yes; shift ;;
    --help) usage; exit 0 ;;
    *) refuse "unknown option $1." ;;
  esac
done

# Of a registration that is there: whoever only rotates need not say again what it was made with.
secrets_only=no
if [ "$rotate" = yes ] || [ "$remove_old" = yes ]; then secrets_only=yes; fi

# These go into addresses and JSON, so nothing may be in them that means something there.
[[ $secrets_only = yes && -z $public_url ]] || [[ $public_url =~ ^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || refuse '--public-url must be https:// and a host name in lower case, without port and path.'
[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9\ ._-]{0,99}$ ]] || refuse '--name may have letters, digits, spaces, dots, underscores and hyphens.'
[[ $mailbox_permissions =~ ^(exchange|entra)$ ]] || refuse '--mailbox-permissions must be exchange or entra.'
[[ -z $client_id || $client_id =~ $guid ]] || refuse '--client-id must be an id such as 11111111-2222-4333-8444-555555555555.'
[[ -z $tenant || $tenant =~ $guid ]] || refuse '--tenant must be an id such as 11111111-2222-4333-8444-555555555555.'
[[ -z $vault || $vault =~ ^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$ ]] || refuse '--key-vault must be the name of a vault, not its address.'
[[ $secret_days =~ ^[1-9][0-9]{0,2}$ && $secret_days -le 730 ]] || refuse '--secret-days must be a whole number from 1 to 730.'
[[ -z $vault || -z $secret_file ]] || refuse '--key-vault and --secret-file must not both be given.'
[[ $rotate = no || -n $vault$secret_file ]] || refuse '--rotate-secret needs --key-vault or --secret-file.'

command -v az > /dev/null || die 'the Azure CLI (az) is not installed: https://learn.microsoft.com/cli/azure/install-azure-cli'

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# --- Microsoft Graph -------------------------------------------------------------------------------------------------------------------------

# Reads: path, JMESPath query, then URL parameters.
graph_get() {
  local path=$1 query=$2
  shift 2
  if [ $# -gt 0 ]; then set -- --url-parameters "$@"; fi
  az rest --method get --url "$graph/$path" "$@" --query "$query" --output tsv | tr -d '\r'
}

# Writes, or says what it would write: method, path, file with the body; JMESPath query of the answer, where there is one.
graph_write() {
  local method=$1 path=$2 body=$3 query=${4:-}
  if [ "$dry_run" = yes ]; then
    say "Would $method $graph/$path"
    say "$(cat "$body")"
    return 0
  fi
  set -- --method "$method" --url "$graph/$path" --headers Content-Type=application/json --body "@$body"
  if [ -z "$query" ]; then
    az rest "$@" --output none
  else
    az rest "$@" --query "$query" --output tsv | tr -d '\r'
  fi
}

# What stays refused however often it is asked for.
readonly final='CannotDeleteOrUpdateEnabledEntitlement|Authorization_RequestDenied|Insufficient privileges|Forbidden'

again() {
  local try=1
  until "$@" 2> "$work/said"; do
    if [ "$try" -ge "$tries" ] || grep -qE "$final" "$work/said"; then
      cat "$work/said" >&2
      if grep -q CannotDeleteOrUpdateEnabledEntitlement "$work/said"; then
        say 'This registration has a role or scope of its own, and Entra takes none away that is enabled. In the Entra admin center, App registrations, disable'
        say 'and delete it under "App roles" or "Expose an API"; then run this again. Or make another registration, with --name.'
      fi
      return 1
    fi
    say "… refused: perhaps not known everywhere yet; trying again in $retry_seconds seconds"
    sleep "$retry_seconds"
    try=$((try + 1))
  done
  cat "$work/said" >&2
}

# --- What is to be -----------------------------------------------------------------------------------------------------------------------------

wanted() {
  case $1 in
    always) return 0 ;;
    entra) [ "$mailbox_permissions" = entra ] ;;
    installation) [ "$with_installation" = yes ] ;;
    rooms) [ "$with_rooms" = yes ] ;;
    *) die "registration/permissions.txt: nobody knows when \"$1\" is." ;;
  esac
}

# Name, tab, when: without comments.
permissions() { awk -F ' [|] ' '!/^#/ && NF == 3 { print $1 "\t" $2 }' "$here/registration/permissions.txt"; }

# The id of an application permission by its name; the file is Graph's own list.
permission_id() {
  local id
  id=$(awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$work/graph-roles")
  [ -n "$id" ] || die "Microsoft Graph has no application permission $1."
  printf '%s' "$id"
}

resource_access() {
  local permission when id list=''
  while IFS=$'\t' read -r permission when; do
    if wanted "$when"; then
      id=$(permission_id "$permission") || exit 1
      list="$list${list:+, }{ \"id\": \"$id\", \"type\": \"Role\" }"
    fi
  done < <(permissions)
  printf '[%s]' "$list"
}

# The body of the registration: list of pre-authorised clients.
application_body() {
  local text
  text=$(cat "$here/registration/application.json")
  text=${text//'{{NAME}}'/"$name"}
  text=${text//'{{HOST}}'/"${public_url#https://}"}
  text=${text//'{{PUBLIC_URL}}'/"$public_url"}
  text=${text//'{{CLIENT_ID}}'/"$client_id"}
  text=${text//'"{{PRE_AUTHORIZED}}"'/"$1"}
  text=${text//'"{{RESOURCE_ACCESS}}"'/"$resources"}
  printf '%s\n' "$text"
}

# --- The registration --------------------------------------------------------------------------------------------------------------------------

# A registration that only has the same name is somebody else's: this script would replace its addresses, roles and permissions.
find_application() {
  local filter found tag is_named=no
  if [ -n "$client_id" ]; then filter="appId eq '$client_id'"; else filter="displayName eq '$name'" is_named=yes; fi
  found=$(graph_get applications 'value[].[id, appId, api.oauth2PermissionScopes[0].id, tags[0]]' "\$filter=$filter" "\$select=id,appId,api,tags")
  case $(printf '%s' "$found" | grep -c .) in
    0) [ -z "$client_id" ] || die "this directory has no app registration with the client id $client_id." ;;
    1)
      IFS=$'\t' read -r object_id client_id existing_scope tag <<< "$found"
      if [ "$is_named" = yes ] && [ "$existing_scope" != "$scope_id" ] && [ "$tag" != "$application_tag" ]; then
        die "the app registration \"$name\" ($client_id) was not made by this script. Choose another --name; or, to have it replaced by this app, give --client-id $client_id."
      fi
      ;;
    *) die "there are several app registrations with the name \"$name\". Choose one with --client-id: $(printf '%s' "$found" | cut -f 2 | tr '\n' ' ')" ;;
  esac
}

create_application() {
  local created
  say "Creating the app registration \"$name\" …"
  # The version of tokens from the start: the ids of apps with version 2 tokens may hold a host (identifierUri restrictions of Entra).
  printf '{ "displayName": "%s", "signInAudience": "AzureADMyOrg", "tags": ["%s"], "api": { "requestedAccessTokenVersion": 2 } }\n' "$name" "$application_tag" > "$work/new.json"
  created=$(graph_write post applications "$work/new.json" '[[id, appId]]')
  if [ "$dry_run" = yes ]; then created="$no_id"$'\t'"$no_id"; fi
  # A secret that lies in the vault from before would be another app's.
  if [ -n "$vault$secret_file" ]; then rotate=yes; fi
  IFS=$'\t' read -r object_id client_id <<< "$created"
}

update_application() {
  say 'Updating identifier URI, scope, pre-authorised clients, app roles, redirect URI and permissions …'
  # Entra takes a pre-authorised client only for a scope that is there already.
  if [ "$existing_scope" != "$scope_id" ]; then
    application_body '[]' > "$work/application.json"
    again graph_write patch "applications/$object_id" "$work/application.json"
  fi
  application_body "$(cat "$here/registration/pre-authorized.json")" > "$work/application.json"
  again graph_write patch "applications/$object_id" "$work/application.json"
}

# The app in this directory, which holds grants and role assignments.
service_principal() {
  principal_id=$(graph_get servicePrincipals 'value[].id' "\$filter=appId eq '$client_id'" "\$select=id")
  if [ -z "$principal_id" ]; then
    say 'Creating the service principal (the enterprise application) …'
    # The tag shows it among the enterprise applications of the admin centre.
    printf '{ "appId": "%s", "tags": ["WindowsAzureActiveDirectoryIntegratedApp"] }\n' "$client_id" > "$work/principal.json"
    principal_id=$(again graph_write post servicePrincipals "$work/principal.json" id)
    if [ "$dry_run" = yes ]; then principal_id=$no_id; fi
  fi
  # Members without a role may open the app: an administrator of the app decides in it what they see.
  printf '{ "appRoleAssignmentRequired": false }\n' > "$work/assignment.json"
  again graph_write patch "servicePrincipals/$principal_id" "$work/assignment.json"
}

# Taking a permission from the registration does not take back its grant, and a grant in Entra reaches all mailboxes whatever Exchange says.
warn_of_wide_grants() {
  local granted permission when id assignment role
  if [ "$mailbox_permissions" = entra ] || [ "$principal_id" = "$no_id" ]; then return 0; fi
  granted=$(graph_get "servicePrincipals/$principal_id/appRoleAssignments" 'value[].[id, appRoleId]')
  while IFS=$'\t' read -r permission when; do
    if [ "$when" != entra ]; then continue; fi
    id=$(permission_id "$permission")
    while IFS=$'\t' read -r assignment role; do
      if [ "$role" != "$id" ]; then continue; fi
      say "WARNING: $permission is granted in Entra, for ALL mailboxes. Exchange cannot limit that. Take it back:"
      say "  az rest --method delete --url $graph/servicePrincipals/$principal_id/appRoleAssignments/$assignment"
    done <<< "$granted"
  done < <(permissions)
}

# --- The secret --------------------------------------------------------------------------------------------------------------------------------

# Address of the newest version in the vault; empty if there is none.
secret_uri() {
  if az keyvault secret show --vault-name "$vault" --name "$secret_name" --query id --output tsv 2> "$work/vault-error"; then return 0; fi
  if grep -q SecretNotFound "$work/vault-error"; then return 0; fi
  cat "$work/vault-error" >&2
  die "the vault $vault cannot be read. You need the role Key Vault Secrets Officer on it; a new role takes up to 10 minutes to work."
}

expiry() { date -u -d "+$secret_days days" +%Y-%m-%dT%H:%M:%SZ 2> /dev/null || date -u -v "+${secret_days}d" +%Y-%m-%dT%H:%M:%SZ; }

store_secret() {
  if [ -n "$vault" ]; then
    az keyvault secret set --vault-name "$vault" --name "$secret_name" --file "$work/secret" --encoding utf-8 --expires "$1" --output none
  else
    cp "$work/secret" "$secret_file.new" && mv -f "$secret_file.new" "$secret_file"
  fi
}

# From Entra into a file that only we can read, and from there to its place: never an argument, never on the terminal.
make_secret() {
  local expires key_id
  expires=$(expiry)
  printf '{ "passwordCredential": { "displayName": "%s", "endDateTime": "%s" } }\n' "$credential_name" "$expires" > "$work/password.json"
  say "Making a client secret that expires on ${expires%T*} …"
  graph_write post "applications/$object_id/addPassword" "$work/password.json" '[[keyId, secretText]]' > "$work/credential"
  if [ "$dry_run" = yes ]; then return 0; fi
  key_id=$(cut -f 1 "$work/credential")
  cut -f 2 "$work/credential" | tr -d '\r\n' > "$work/secret"
  if ! store_secret "$expires"; then
    printf '{ "keyId": "%s" }\n' "$key_id" > "$work/remove.json"
    graph_write post "applications/$object_id/removePassword" "$work/remove.json"
    die 'the secret could not be stored, and was removed again.'
  fi
}

remove_old_secrets() {
  local key_id
  if [ "$object_id" = "$no_id" ]; then return 0; fi
  graph_get "applications/$object_id" "passwordCredentials[?displayName == '$credential_name'] | sort_by(@, &startDateTime)[:-1].keyId" "\$select=passwordCredentials" > "$work/old"
  while read -r key_id; do
    say "Removing the older secret $key_id …"
    printf '{ "keyId": "%s" }\n' "$key_id" > "$work/remove.json"
    graph_write post "applications/$object_id/removePassword" "$work/remove.json"
  done < "$work/old"
}

# --- All of it ---------------------------------------------------------------------------------------------------------------------------------

signed_in_tenant=$(az account show --query tenantId --output tsv) || die 'sign in first: az login'
[[ -z $tenant || $tenant = "$signed_in_tenant" ]] || die "you are signed in to the directory $signed_in_tenant, not to $tenant: az login --tenant $tenant"

object_id='' existing_scope='' principal_id='' uri=''
find_application

if [ "$secrets_only" = no ]; then
  graph_get "servicePrincipals(appId='$graph_app_id')" "appRoles[?contains(allowedMemberTypes, 'Application')].[value, id]" "\$select=appRoles" > "$work/graph-roles"
  resources=$(resource_access)
  if [ -z "$object_id" ]; then create_application; fi
  update_application
  service_principal
  warn_of_wide_grants
elif [ -z "$object_id" ]; then
  die "there is no app registration with the name \"$name\"."
fi

if [ -n "$vault" ]; then
  uri=$(secret_uri)
  if [ -z "$uri" ] || [ "$rotate" = yes ]; then
    make_secret
    uri=$(secret_uri)
  fi
elif [ -n "$secret_file" ] && { [ ! -s "$secret_file" ] || [ "$rotate" = yes ]; }; then
  make_secret
fi
if [ "$remove_old" = yes ]; then remove_old_secrets; fi

say
say 'Done. The lines that follow belong into your engagement.env.'
if [ "$secrets_only" = no ]; then
  printf '%s=%s\n' TENANT_IDS "$signed_in_tenant" PUBLIC_URL "$public_url" CLIENT_ID "$client_id" PRINCIPAL_ID "$principal_id" MAILBOX_PERMISSIONS "$mailbox_permissions"
fi
if [ -n "$uri" ]; then printf 'CLIENT_SECRET_URI=%s\n' "$uri"; fi
if [ -n "$secret_file" ]; then printf 'CLIENT_SECRET_FILE=%s\n' "$secret_file"; fi
say
if [ "$rotate" = yes ] && [ "$secrets_only" = yes ]; then
  say 'Next: stop and deploy the service (README.md, "Rotate the secret").'
elif [ "$secrets_only" = no ] && [ "$mailbox_permissions" = exchange ]; then
  say "Next: limit-mailboxes.ps1 -ClientId $client_id -PrincipalId $principal_id -Groups GROUP (README.md, step 5)."
elif [ "$secrets_only" = no ]; then
  say 'Next: deploy the service (README.md, steps 6 and 7). A Global Administrator grants the permissions on the consent card.'
fi
