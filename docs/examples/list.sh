#!/usr/bin/env bash
# The newest opinions that nobody has looked at yet, 20 at a time.
# list.sh [AFTER]   AFTER is the endCursor of the page before
set -euo pipefail
: "${LANGNGHE_KEY:?set it to the key of your system}"
url=${LANGNGHE_URL:-http://127.0.0.1:4000/graphql}
after=${1:+\"$1\"}

curl --silent --show-error --fail-with-body "$url" \
  --header "Authorization: Bearer $LANGNGHE_KEY" \
  --header "Content-Type: application/json" \
  --header "Accept-Language: en" \
  --data @- <<JSON
{
  "query": "query (\$after: String) { opinions(filter: { status: [RECEIVED] }, first: 20, after: \$after) { edges { node { id text receivedAt version unit { code name } channel { code } } } pageInfo { endCursor hasNextPage } liveCursor } }",
  "variables": { "after": ${after:-null} }
}
JSON
