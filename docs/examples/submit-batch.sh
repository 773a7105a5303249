#!/usr/bin/env bash
# Brings in two opinions of one channel, in one transaction.
# submit-batch.sh IDEMPOTENCY-KEY   the same key again gives the same answer and stores nothing twice
set -euo pipefail
: "${LANGNGHE_KEY:?set it to the key of your system}"
url=${LANGNGHE_URL:-http://127.0.0.1:4000/graphql}
idempotency_key=${1:?give an idempotency key, for example a UUID}

curl --silent --show-error --fail-with-body "$url" \
  --header "Authorization: Bearer $LANGNGHE_KEY" \
  --header "Content-Type: application/json" \
  --header "Accept-Language: en" \
  --data @- <<JSON
{
  "query": "mutation (\$input: SubmitOpinionsInput!) { submitOpinions(input: \$input) { accepted alreadyKnown refused opinions { index outcome opinionId refusal message } } }",
  "variables": {
    "input": {
      "channel": "FIELD_REPORT",
      "idempotencyKey": "$idempotency_key",
      "opinions": [
        {
          "text": "Xe đưa đón ca đêm hay đến trễ 20 phút, anh em chờ ngoài cổng không có mái che.",
          "unitCode": "TL-KT",
          "externalId": "phieu-2026-118/1",
          "occurredAt": "2026-11-20T13:07:00Z"
        },
        { "text": "Bữa ăn ca tuần này khá hơn, cảm ơn tổ bếp.", "externalId": "phieu-2026-118/2" }
      ]
    }
  }
}
JSON
