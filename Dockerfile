# The images of compose.yaml: `docker compose build`.
FROM node:24-bookworm-slim AS built
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund \
 && npx turbo run build --filter=@langnghe/api --filter=@langnghe/workers --env-mode=loose \
 && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim AS node
ENV NODE_ENV=production
WORKDIR /app
COPY --from=built /app ./
USER node

# Debian's, as in tests/faults/many-nodes.
FROM debian:bookworm-slim AS pgbouncer
RUN apt-get update && apt-get install --yes --no-install-recommends pgbouncer && rm -rf /var/lib/apt/lists/*
USER postgres
CMD ["pgbouncer", "/etc/pgbouncer/pgbouncer.ini"]
