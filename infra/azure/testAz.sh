#!/bin/sh
# Stands in for the Azure CLI in registerApp.test.ts: a directory of files that plays Microsoft Entra ID and a vault. Each write is kept, as
# METHOD-NUMBER with the address in the first line and the body after it; answers are what the CLI prints for the queries of register-app.sh.
set -eu
cd "$AZ_STATE"
printf '%s\n' "$*" >> calls

method='' url='' body='' file=''
all=$*
while [ $# -gt 0 ]; do
  case $1 in
    --method) method=$2; shift ;;
    --url) url=${2#https://graph.microsoft.com/v1.0/}; shift ;;
    --body) body=${2#@}; shift ;;
    --file) file=$2; shift ;;
  esac
  shift
done

if [ -n "$body" ]; then
  set -- write-*
  [ -e "$1" ] || shift
  { printf '%s %s\n' "$method" "$url"; cat "$body"; } > "write-$((100 + $#))"
fi

case $all in
  'account show '*) echo 11111111-2222-4333-8444-555555555555 ;;
  'keyvault secret show '*)
    if [ ! -f vault ]; then echo 'ERROR: (SecretNotFound) A secret with (name/id) client-secret was not found in this key vault.' >&2; exit 3; fi
    echo "https://engagement-vault.vault.azure.net/secrets/client-secret/version$(cat version)" ;;
  'keyvault secret set '*)
    if [ -f vault-refuses ]; then echo 'ERROR: (Forbidden)' >&2; exit 1; fi
    cp "$file" vault
    version=0
    if [ -f version ]; then version=$(cat version); fi
    echo $((version + 1)) > version ;;
  rest\ *)
    case "$method $url" in
      "get servicePrincipals(appId='00000003-0000-0000-c000-000000000000')") cat graph-roles ;;
      'get applications') cat applications 2> /dev/null || true ;;
      'get applications/'*) cat old-secrets 2> /dev/null || true ;;
      'get servicePrincipals') cat principals 2> /dev/null || true ;;
      'get servicePrincipals/'*/appRoleAssignments) cat grants 2> /dev/null || true ;;
      'post applications')
        printf 'aaaaaaaa-0000-4000-8000-000000000001\tcccccccc-0000-4000-8000-000000000002\tNone\taccount-engagement-for-teams\n' > applications
        cut -f 1,2 applications ;;
      'patch applications/'*)
        if [ -f refusal ]; then cat refusal >&2; exit 1; fi
        # Entra knows a new object after a while only.
        if [ -f slow ]; then rm slow; echo 'ERROR: Not Found({"error":{"code":"Request_ResourceNotFound"}})' >&2; exit 1; fi
        printf 'aaaaaaaa-0000-4000-8000-000000000001\tcccccccc-0000-4000-8000-000000000002\t7d4b9a52-3f1e-4c86-9a0d-5be2c1f7a380\taccount-engagement-for-teams\n' > applications ;;
      'post servicePrincipals')
        echo bbbbbbbb-0000-4000-8000-000000000003 > principals
        cat principals ;;
      'patch servicePrincipals/'* | *removePassword) ;;
      *addPassword) printf 'dddddddd-0000-4000-8000-000000000004\tS3~cret.of-the_app\n' ;;
      *) echo "testAz.sh does not know: $all" >&2; exit 1 ;;
    esac ;;
  *) echo "testAz.sh does not know: $all" >&2; exit 1 ;;
esac
